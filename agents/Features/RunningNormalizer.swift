import Simulation
import Training

/// The running mean and variance of each feature of the observations in training, from which a policy's normalizer is
/// made.
///
/// As Gymnasium's and Stable-Baselines3's: Chan, Golub and LeVeque's rule for adding a batch's moments (1983), from mean 0
/// and variance 1 with the weight of 10⁻⁴ observations. Features without units of their own, such as ones and zeros of
/// categories, stay as they are.
struct RunningNormalizer: Sendable, Equatable {
  /// The constant added to a variance before its root is taken.
  private static let epsilon = 1e-8
  /// The largest number of features that are encoded at a time, unless one observation has more.
  private static let featuresAtATime = 1 << 20

  private let encoder: ObservationEncoder
  private var moments: RunningMoments
  /// The normalizer of the statistics so far.
  private(set) var normalizer: ObservationNormalizer

  /// Starts without an observation; `nil` if no feature has units of its own.
  init?(_ encoder: ObservationEncoder) {
    guard !encoder.unitRanges.isEmpty else { return nil }
    self.encoder = encoder
    moments = RunningMoments(count: encoder.featureCount)
    normalizer = Self.normalizer(of: moments, encoder)
  }

  /// Takes in the observations of some rows, not too many at a time: pictures beside the numbers need much memory.
  mutating func update(with observations: RowBuffer, rows: Range<Int>) {
    let most = max(Self.featuresAtATime / encoder.featureCount, 1)
    for start in stride(from: rows.lowerBound, to: rows.upperBound, by: most) {
      let part = start..<min(start + most, rows.upperBound)
      var features = [Float](repeating: 0, count: part.count * encoder.featureCount)
      var span = features.mutableSpan
      encoder.encode(observations, rows: part, into: &span)
      moments.update(withRows: features)
    }
    normalizer = Self.normalizer(of: moments, encoder)
  }

  private static func normalizer(of moments: RunningMoments, _ encoder: ObservationEncoder) -> ObservationNormalizer
  {
    var means = [Float](repeating: 0, count: encoder.featureCount)
    var deviations = [Float](repeating: 1, count: encoder.featureCount)
    for feature in encoder.unitRanges.joined() {
      means[feature] = Float(moments.means[feature])
      deviations[feature] = Float((moments.variances[feature] + epsilon).squareRoot())
    }
    return ObservationNormalizer(means: means, deviations: deviations)
  }
}

extension RunningNormalizer: Checkpointable {
  mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.exchange("moments", json: &moments)
    guard moments.areUsable(count: encoder.featureCount) else {
      throw CheckpointError("Its metadata has no usable '\(scope.path("moments"))'.")
    }
    normalizer = Self.normalizer(of: moments, encoder)
  }
}
