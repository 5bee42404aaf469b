/// The primitive operations that everything else is made of: the closed list.
///
/// Each has its arithmetic in `Primitive+Evaluation.swift` and its gradient in `Primitive+Gradient.swift`, written in
/// these same operations, so that gradients have gradients.
enum Primitive: Sendable {
  /// A place where gradients can be taken; computes nothing.
  case variable

  // Two tensors of one shape.
  case add, subtract, multiply, divide
  /// The first times `slope` where the second is zero or negative.
  case gate(slope: Float)
  /// The second where the first is not zero, else the third.
  case select
  /// 1 where the first is greater than the second, else 0; its gradient is zero.
  case isGreater

  // One tensor, number by number.
  case scale(Float)
  case offset(Float)
  case power(Float)
  case exponential, logarithm, squareRoot, tanh, sigmoid, softplus, errorFunction, sine, cosine
  /// Derivative number `order` of ψ = (log Γ)′; log Γ itself for −1.
  case polygamma(order: Int)

  // The same numbers in another shape or order.
  case reshape
  /// The same numbers; its gradient is zero.
  case detach
  /// Dimension *i* of the result is dimension `order[i]` of the input; the order is kept in place, as a shape is.
  case permute(Shape)

  // Along one dimension.
  case sum(Extent)
  case broadcast(Extent)
  case slice(Extent, Range<Int>)
  /// Zeros around the input: `Extent` is the result's, and the input starts at the index.
  case pad(Extent, at: Int)
  case concatenate(outer: Int, inner: Int)
  /// The position of the largest number in the last dimension; its gradient is zero.
  case argmax
  /// The quantile Huber losses of the first by the second, and their slopes; its gradient is zero.
  case quantileErrors
  /// The exponentials of the last dimension, divided by their sum; row *i* of a square may see no column beyond *i*.
  case softmax(isCausal: Bool)

  // Rows of a matrix by number, the second input.
  case gather
  case scatterAdd

  // Products.
  /// The product of two matrices, or of as many pairs as the outer dimensions hold.
  case product(transposingLeft: Bool, transposingRight: Bool)
  /// The rows of the first times the transposed second, plus the third; outer dimensions as in a product.
  case affine

  // Images to the windows that a convolution's kernel sees, and back.
  case windows(WindowGeometry)
  case overlap(WindowGeometry)

  /// True if the result shares the input's numbers.
  var isView: Bool {
    switch self {
    case .reshape, .detach: true
    default: false
    }
  }

  /// True if there is anything to compute.
  var computes: Bool {
    if case .variable = self { return false }
    return !isView
  }
}
