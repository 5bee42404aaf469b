/// Running means and variances of rows of numbers.
///
/// Counterpart of Gymnasium's `RunningMeanStd` (Chan's parallel algorithm, one sample at a time, starting from
/// variance 1 with the weight of 1e-4 samples).
public struct RunningMoments: Sendable, Equatable, Codable {
  /// The mean at each position.
  public private(set) var means: [Double]
  /// The population variance at each position.
  public private(set) var variances: [Double]
  /// How many samples were taken in, plus the weight of the start.
  public private(set) var weight = 1e-4

  /// Starts with mean 0 and variance 1 at `count` positions.
  public init(count: Int) {
    means = [Double](repeating: 0, count: count)
    variances = [Double](repeating: 1, count: count)
  }

  /// Takes in one sample.
  public mutating func update<Scalar: SpaceScalar>(with sample: Span<Scalar>) {
    update { Double(sample[$0].floatValue) }
  }

  /// Takes in one sample of doubles.
  public mutating func update(with sample: Span<Double>) {
    update { sample[$0] }
  }

  private mutating func update(_ sample: (Int) -> Double) {
    let total = weight + 1
    for index in means.indices {
      let delta = sample(index) - means[index]
      means[index] += delta / total
      variances[index] = (variances[index] * weight + delta * delta * weight / total) / total
    }
    weight = total
  }
}
