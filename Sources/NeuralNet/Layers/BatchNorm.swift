/// Batch normalization: subtracts each channel's mean over the batch and divides by the standard deviation.
///
/// Ioffe and Szegedy (2015), as `torch.nn.BatchNorm1d` and `BatchNorm2d`.
///
/// In training the statistics are those of the batch, and running ones follow them; in use they are the running ones.
/// A training pass notes the new running statistics, and ``Parameters/apply(_:)`` takes them in.
public struct BatchNorm: Layer, Equatable {
  /// The number of channels: the size of the input's second dimension.
  public let channels: Int
  /// The weight of the batch's statistics in each update of the running ones.
  public let momentum: Float
  /// The constant added to the variance, ε.
  public let epsilon: Float

  /// Makes a normalization of some channels.
  public init(_ channels: Int, momentum: Float = 0.1, epsilon: Float = 1e-5) {
    precondition(channels > 0, "a normalization of \(channels) channels")
    self.channels = channels
    self.momentum = momentum
    self.epsilon = epsilon
  }

  /// The parameters `weight` and `bias`, which multiply and shift the normalized numbers, and the running statistics.
  public var parameters: [ParameterDescription] {
    [
      ParameterDescription("weight", [channels], .constant(1)),
      ParameterDescription("bias", [channels], .constant(0)),
      ParameterDescription("running_mean", [channels], .constant(0), isTrainable: false),
      ParameterDescription("running_var", [channels], .constant(1), isTrainable: false),
    ]
  }

  /// The shape, batch × channels or batch × channels × height × width, remains.
  public func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    precondition(
      input.shape.count >= 2 && input.shape[1] == channels,
      "a normalization of \(channels) channels cannot take the shape \(input.shape)")
    let perChannel = Shape([channels] + Array(repeating: 1, count: input.shape.count - 2))
    let others = input.shape.indices.filter { $0 != 1 }
    let centred: Tensor
    let variance: Tensor
    if pass.isTraining {
      let mean = input.mean(along: others)
      centred = input - mean.reshaped(to: perChannel)
      variance = centred.squared().mean(along: others)
      let unbiased = Self.unbiased(variance, size: input.count / channels)
      pass.follow(mean, weights, 2, momentum: momentum)
      pass.follow(unbiased, weights, 3, momentum: momentum)
    } else {
      centred = input - weights[2].reshaped(to: perChannel)
      variance = weights[3]
    }
    let factor = weights[0] / (variance + epsilon).squareRoot()
    return centred * factor.reshaped(to: perChannel) + weights[1].reshaped(to: perChannel)
  }

  /// The variance of what some numbers of a channel are drawn from, by their mean square.
  static func unbiased(_ variance: Tensor, size: Int) -> Tensor {
    precondition(size > 1, "the statistics of a batch need more than one number per channel")
    return variance.detached * (Float(size) / Float(size - 1))
  }
}
