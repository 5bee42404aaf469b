/// A layer that makes one row of each element of a batch, as `torch.nn.Flatten`.
public struct Flatten: Layer, Equatable {
  /// Makes the layer.
  public init() {}

  /// The parameters: none.
  public var parameters: [ParameterDescription] { [] }

  /// Merges all dimensions but the first.
  public func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    precondition(!input.shape.isEmpty, "a single number has no rows")
    return input.reshaped(to: [input.shape[0], input.shape.dropFirst().reduce(1, *)])
  }
}
