/// A linear layer: each row times the transposed weights, plus a bias, as `torch.nn.Linear`.
public struct Linear: Layer, Equatable {
  /// The size of an input row.
  public let inputs: Int
  /// The size of an output row.
  public let outputs: Int
  private let weightInitializer: Initializer
  private let biasInitializer: Initializer

  /// Makes a linear layer.
  ///
  /// - Parameters:
  ///   - inputs: The size of an input row.
  ///   - outputs: The size of an output row.
  ///   - weights: The initial distribution of the weights; PyTorch's default unless given.
  ///   - bias: The initial distribution of the bias; PyTorch's default unless given.
  public init(_ inputs: Int, _ outputs: Int, weights: Initializer? = nil, bias: Initializer? = nil) {
    precondition(inputs > 0 && outputs > 0, "a linear layer of \(inputs) inputs and \(outputs) outputs")
    self.inputs = inputs
    self.outputs = outputs
    let uniform = Initializer.uniform(bound: 1 / Float(inputs).squareRoot())
    weightInitializer = weights ?? uniform
    biasInitializer = bias ?? uniform
  }

  /// `weight`, outputs × inputs, and `bias`.
  public var parameters: [ParameterDescription] {
    [
      ParameterDescription("weight", [outputs, inputs], weightInitializer),
      ParameterDescription("bias", [outputs], biasInitializer),
    ]
  }

  /// The last dimension of the input becomes that of the output.
  ///
  /// With stacked weights (``Weights/stacked(_:)``) the first dimension of the input is that of the stack: each part of it
  /// meets weights of its own.
  public func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    precondition(
      input.shape.last == inputs, "a linear layer of \(inputs) inputs cannot take the shape \(input.shape)")
    let outer = weights[0].shape.dropLast(2)
    let rows = input.reshaped(
      to: Shape(Array(outer) + [input.count / (outer.reduce(1, *) * inputs), inputs]))
    return rows.affine(weights[0], weights[1]).reshaped(to: Shape(Array(input.shape.dropLast()) + [outputs]))
  }
}
