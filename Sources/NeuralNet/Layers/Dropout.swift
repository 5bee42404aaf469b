/// Dropout: numbers set to zero at random in training, and left alone in use, as `torch.nn.Dropout`.
///
/// What remains is divided by the share that remains, so that the mean stays. Source: Srivastava and others (2014).
public struct Dropout: Layer, Equatable {
  /// The share of numbers that become zero.
  public let probability: Float

  /// Makes a dropout.
  public init(_ probability: Float = 0.5) {
    precondition(probability >= 0 && probability < 1, "\(probability) is no share of numbers to drop")
    self.probability = probability
  }

  /// The parameters: none.
  public var parameters: [ParameterDescription] { [] }

  /// The shape remains.
  public func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    guard pass.isTraining, probability > 0 else { return input }
    let mask = Tensor(shape: input.shape, in: input.storage.pool) { numbers in
      for index in numbers.indices {
        numbers[index] = pass.generator.unit() < probability ? 0 : 1 / (1 - probability)
      }
    }
    return input * mask
  }
}
