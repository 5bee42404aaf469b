/// Multi-head self-attention: Vaswani and others (2017), as `torch.nn.MultiheadAttention` of a sequence with itself.
///
/// In each of several heads every position has a query q, a key k and a value v, all linear functions of its row, and
/// receives the mean of all values, weighted by softmax(q · k / √d), where d is the size of a head.
public struct MultiHeadAttention: Layer, Equatable {
  /// The size of the row at each position.
  public let width: Int
  /// The number of heads, which share the row evenly.
  public let heads: Int
  /// True if a position attends to itself and to earlier positions only.
  public let isCausal: Bool

  /// Makes an attention.
  ///
  /// - Parameters:
  ///   - width: The size of the row at each position; a multiple of `heads`.
  ///   - heads: The number of heads, which share the row evenly.
  ///   - isCausal: True if a position attends to itself and to earlier positions only.
  public init(_ width: Int, heads: Int, isCausal: Bool = false) {
    precondition(
      width > 0 && heads > 0 && width % heads == 0, "\(heads) heads cannot share \(width) numbers evenly")
    self.width = width
    self.heads = heads
    self.isCausal = isCausal
  }

  /// `in_proj_weight` and `in_proj_bias`, which make queries, keys and values, one below the other, and those of
  /// `out_proj`.
  public var parameters: [ParameterDescription] {
    // Glorot and Bengio (2010), of the three matrices as one.
    let uniform = Initializer.uniform(bound: (1.5 / Float(width)).squareRoot())
    return [
      ParameterDescription("in_proj_weight", [3 * width, width], uniform),
      ParameterDescription("in_proj_bias", [3 * width], .constant(0)),
    ] + Linear(width, width, bias: .constant(0)).parameters.named("out_proj")
  }

  /// The shape, batch × length × width, remains.
  public func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    precondition(
      input.shape.count == 3 && input.shape[2] == width,
      "an attention of width \(width) cannot take the shape \(input.shape)")
    let places = places(of: input)
    return attend(from: places, to: places, batch: input.shape[0], weights, masksLater: isCausal)
  }

  /// Returns the output at the last place, batch × 1 × width: that of the whole sequence, without what only the others need.
  public func last(of input: Tensor, _ weights: Weights) -> Tensor {
    let (batch, length) = (input.shape[0], input.shape[1])
    let last = places(of: input.slice(length - 1..<length, along: 1))
    return attend(from: last, to: places(of: input), batch: batch, weights, masksLater: false)
  }

  /// The places of all sequences, one after the other.
  private func places(of input: Tensor) -> Tensor { input.reshaped(to: [input.count / width, width]) }

  private func attend(
    from asking: Tensor, to asked: Tensor, batch: Int, _ weights: Weights, masksLater: Bool
  ) -> Tensor {
    /// Returns the queries, keys or values of every head.
    func part(_ index: Int, of places: Tensor) -> Tensor {
      let range = index * width..<(index + 1) * width
      return places.affine(weights[0].slice(range), weights[1].slice(range))
        .reshaped(to: [batch, places.shape[0] / batch, heads, width / heads]).permuted([0, 2, 1, 3])
    }
    let queries = part(0, of: asking) * (1 / Float(width / heads).squareRoot())
    let scores = queries.product(part(1, of: asked), transposingRight: true)
    let looks = masksLater ? scores.causalSoftmax() : scores.softmax()
    let seen = looks.product(part(2, of: asked)).permuted([0, 2, 1, 3]).reshaped(to: asking.shape)
    return seen.affine(weights[2], weights[3]).reshaped(to: [batch, asking.shape[0] / batch, width])
  }
}
