import Safetensors
import Simulation
import Training

/// Brings every feature to mean 0 and deviation 1, by numbers that were taken from training observations once.
///
/// They belong to the policy and are stored with it. Far beyond what was seen, features are limited, so that a number
/// that hardly ever changed in training cannot drown all others.
public struct ObservationNormalizer: Codable, Sendable, Equatable {
  /// The limit of normalized features, in deviations from the mean.
  public static let limit: Float = 10

  /// The mean of each feature, which is subtracted from it.
  public let means: [Float]
  /// The deviation of each feature, which it is then divided by; 1 for features that never changed.
  public let deviations: [Float]

  /// Makes a normalizer from its numbers.
  ///
  /// - Precondition: There are as many means as deviations, and no deviation is zero.
  public init(means: [Float], deviations: [Float]) {
    precondition(
      means.count == deviations.count && deviations.allSatisfy { $0 > 0 },
      "\(means.count) means and \(deviations.count) deviations, all of them above 0, make no normalizer")
    self.means = means
    self.deviations = deviations
  }

  /// Takes the numbers from the features of observations; `nil` if none of them have units of their own.
  ///
  /// - Parameters:
  ///   - observations: At least one.
  ///   - encoder: What turns them into features.
  public init?(of observations: RowBuffer, by encoder: ObservationEncoder) {
    let ranges = encoder.unitRanges
    guard !ranges.isEmpty, observations.count > 0 else { return nil }
    let count = encoder.featureCount
    var row = [Float](repeating: 0, count: count)
    var (means, squares) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
    for index in 0..<observations.count {
      var span = row.mutableSpan
      encoder.encode(observations, rows: index..<index + 1, into: &span)
      // Welford (1962): running means of the numbers and of their squared distances.
      for feature in ranges.joined() {
        let distance = Double(row[feature]) - means[feature]
        means[feature] += distance / Double(index + 1)
        squares[feature] += distance * (Double(row[feature]) - means[feature])
      }
    }
    self.init(
      means: means.map { Float($0) },
      deviations: zip(means, squares).map { mean, square in
        let deviation = (square / Double(observations.count)).squareRoot()
        return deviation > 1e-6 * max(1, abs(mean)) ? Float(deviation) : 1
      })
  }

  /// Normalizes the features of some observations in place.
  public func normalize(_ features: inout MutableSpan<Float>) {
    var feature = 0
    for index in features.indices {
      let value = (features[index] - means[feature]) / deviations[feature]
      features[index] = min(max(value, -Self.limit), Self.limit)
      feature = feature + 1 == means.count ? 0 : feature + 1
    }
  }
}

extension ObservationNormalizer {
  /// Adds `observation_mean` and `observation_deviation`.
  public func write(to writer: inout SafetensorsWriter) {
    writer.add(Self.names.means, means)
    writer.add(Self.names.deviations, deviations)
  }

  /// Reads what ``write(to:)`` wrote; `nil` if the file has none.
  ///
  /// - Throws: `SafetensorsError` if there are not as many as features, or a deviation is not above 0.
  public init?(from file: SafetensorsFile, featureCount: Int) throws {
    guard file.tensor(Self.names.means) != nil else { return nil }
    let means = try file.array(Self.names.means, as: Float.self, shape: [featureCount])
    let deviations = try file.array(Self.names.deviations, as: Float.self, shape: [featureCount])
    (self.means, self.deviations) = (means, deviations)
    guard isUsable(featureCount: featureCount) else {
      throw PolicyFileError(
        "Its '\(Self.names.deviations)' must all be above 0 and its '\(Self.names.means)' finite.")
    }
  }

  /// Returns true if it normalizes as many features; a file may hold anything.
  func isUsable(featureCount: Int) -> Bool {
    means.count == featureCount && deviations.count == featureCount && means.allSatisfy(\.isFinite)
      && deviations.allSatisfy { $0 > 0 && $0.isFinite }
  }

  private static let names = (means: "observation_mean", deviations: "observation_deviation")
}
