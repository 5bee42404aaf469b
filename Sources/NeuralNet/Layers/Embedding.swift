/// A learned row for each whole number: `torch.nn.Embedding`.
public struct Embedding: Layer, Equatable {
  /// How many rows there are.
  public let count: Int
  /// How many numbers a row has.
  public let width: Int
  private let initializer: Initializer

  /// Makes an embedding.
  ///
  /// - Parameters:
  ///   - count: How many rows there are.
  ///   - width: How many numbers a row has.
  ///   - weights: How the rows begin; PyTorch's default, standard normal, unless given.
  public init(_ count: Int, _ width: Int, weights: Initializer = .normal(deviation: 1)) {
    precondition(count > 0 && width > 0, "an embedding of \(count) rows of \(width) numbers")
    self.count = count
    self.width = width
    initializer = weights
  }

  /// `weight`, count × width.
  public var parameters: [ParameterDescription] {
    [ParameterDescription("weight", [count, width], initializer)]
  }

  /// Whole numbers from 0 to below ``count``, stored as floats, become rows; the shape gains a last dimension.
  public func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    weights[0].gathering(input)
  }
}
