/// Each row times the transposed weights, plus a bias: `torch.nn.Linear`.
public struct Linear: Layer, Equatable {
  /// How many numbers a row has.
  public let inputs: Int
  /// How many it becomes.
  public let outputs: Int
  private let weightInitializer: Initializer
  private let biasInitializer: Initializer

  /// Makes a linear layer.
  ///
  /// - Parameters:
  ///   - inputs: How many numbers a row has.
  ///   - outputs: How many it becomes.
  ///   - weights: How the weights begin; PyTorch's default unless given.
  ///   - bias: How the bias begins; PyTorch's default unless given.
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
  public func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    precondition(
      input.shape.last == inputs, "a linear layer of \(inputs) inputs cannot take the shape \(input.shape)")
    let rows = input.reshaped(to: [input.count / inputs, inputs])
    return rows.affine(weights[0], weights[1]).reshaped(to: Shape(Array(input.shape.dropLast()) + [outputs]))
  }
}
