/// Batch renormalization: batch normalization that, once its running statistics are good, normalizes by these.
///
/// Ioffe (2017), "Batch renormalization", with one step from plain batch normalization to the limits in place of a ramp, as
/// CrossQ has it: Bhatt and others (2024).
///
/// In training a number is brought to (x − μ) r / σ + d by the batch's mean μ and deviation σ, where r and d, through which
/// no gradient goes, make it what the running statistics would make of it; r is limited to 1/3…3 and d to −5…5. For the
/// first passes r is 1 and d is 0. In use the statistics are the running ones.
public struct BatchRenorm: Layer, Equatable {
  /// The number of columns of the input.
  public let channels: Int
  /// The weight of the batch's statistics in each update of the running ones.
  public let momentum: Float
  /// The constant added to the variance, ε.
  public let epsilon: Float
  /// The number of passes in training that normalize by the batch alone.
  public let warmUpPasses: Int

  private static let scales: ClosedRange<Float> = 1 / 3...3
  private static let shifts: ClosedRange<Float> = -5...5

  /// Makes a normalization of some columns.
  public init(_ channels: Int, momentum: Float = 0.01, epsilon: Float = 1e-3, warmUpPasses: Int = 100_000) {
    precondition(channels > 0, "a normalization of \(channels) columns")
    self.channels = channels
    self.momentum = momentum
    self.epsilon = epsilon
    self.warmUpPasses = warmUpPasses
  }

  /// The parameters `weight` and `bias`, which multiply and shift the normalized numbers, the running statistics, and the
  /// number of passes so far.
  public var parameters: [ParameterDescription] {
    [
      ParameterDescription("weight", [channels], .constant(1)),
      ParameterDescription("bias", [channels], .constant(0)),
      ParameterDescription("running_mean", [channels], .constant(0), isTrainable: false),
      ParameterDescription("running_var", [channels], .constant(1), isTrainable: false),
      ParameterDescription("passes", [1], .constant(0), isTrainable: false),
    ]
  }

  /// The shape, rows × columns, remains.
  public func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    precondition(
      input.shape == [input.shape[0], channels],
      "a normalization of \(channels) columns cannot take the shape \(input.shape)")
    let running = (mean: weights[2], deviation: (weights[3] + epsilon).squareRoot())
    guard pass.isTraining else {
      return (input - running.mean) * (weights[0] / running.deviation) + weights[1]
    }
    let mean = input.mean(along: [0])
    let centred = input - mean
    let variance = centred.squared().mean(along: [0])
    let deviation = (variance + epsilon).squareRoot()
    let isWarm = weights[4].isGreater(than: Tensor([Float(warmUpPasses)], shape: [1]))
    let scale = (deviation / running.deviation).detached.clamped(to: Self.scales)
    let shift = ((mean - running.mean) / running.deviation).detached.clamped(to: Self.shifts)
    pass.follow(mean, weights, 2, momentum: momentum)
    pass.follow(BatchNorm.unbiased(variance, size: input.shape[0]), weights, 3, momentum: momentum)
    pass.update(weights.position(4), to: weights[4] + 1)
    let factor = weights[0] * (isWarm * (scale - 1) + 1) / deviation
    return centred * factor + (weights[0] * isWarm * shift + weights[1])
  }
}
