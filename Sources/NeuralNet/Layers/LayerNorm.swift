/// Layer normalization: subtracts the mean of each group of numbers and divides by the standard deviation.
///
/// Ba, Kiros and Hinton (2016), as `torch.nn.LayerNorm`.
public struct LayerNorm: Layer, Equatable {
  /// The last dimensions of the input, which make a group.
  public let shape: Shape
  /// The constant added to the variance, ε.
  public let epsilon: Float

  /// Makes a normalization of the last dimensions, which must be of this shape.
  public init(_ shape: Shape, epsilon: Float = 1e-5) {
    precondition(shape.elementCount > 0, "there is nothing to normalize in the shape \(shape)")
    self.shape = shape
    self.epsilon = epsilon
  }

  /// The parameters `weight` and `bias`, which multiply and shift the normalized numbers.
  public var parameters: [ParameterDescription] {
    [
      ParameterDescription("weight", shape, .constant(1)),
      ParameterDescription("bias", shape, .constant(0)),
    ]
  }

  /// The shape remains.
  public func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    precondition(
      input.shape.suffix(shape.count).elementsEqual(shape),
      "a normalization of the shape \(shape) cannot take the shape \(input.shape)")
    let size = shape.elementCount
    let rows = input.reshaped(to: [input.count / size, size])
    let centred = rows - rows.mean(along: [1], keepingDimensions: true)
    let variance = centred.squared().mean(along: [1], keepingDimensions: true)
    let normal = centred / (variance + epsilon).squareRoot()
    return normal.reshaped(to: input.shape) * weights[0] + weights[1]
  }
}
