/// An embedding: a learned row for each whole number, as `torch.nn.Embedding`.
public struct Embedding: Layer, Equatable {
  /// The number of rows.
  public let count: Int
  /// The size of each row.
  public let width: Int
  private let initializer: Initializer

  /// Makes an embedding.
  ///
  /// - Parameters:
  ///   - count: The number of rows.
  ///   - width: The size of each row.
  ///   - weights: The initial distribution of the rows; PyTorch's default, standard normal, unless given.
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

  /// Returns the rows of whole numbers from 0 to below ``count``, stored as floats; the shape gains a last dimension.
  public func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    weights[0].gathering(input)
  }
}
