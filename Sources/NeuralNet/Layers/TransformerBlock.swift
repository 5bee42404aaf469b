/// A pre-norm transformer block: attention and a perceptron, each with a residual connection around it.
///
/// As `torch.nn.TransformerEncoderLayer` with `norm_first`: rows are normalized before either part reads them, not
/// behind the sum, which trains without a warm-up: Xiong and others (2020). With a causal attention it is a block of
/// GPT-2.
public struct TransformerBlock: Layer {
  /// The self-attention between positions.
  public let attention: MultiHeadAttention
  private let parts: (norm1: LayerNorm, linear1: Linear, linear2: Linear, norm2: LayerNorm)
  private let activation: any Layer
  private let dropout: Dropout

  /// Makes a block.
  ///
  /// - Parameters:
  ///   - width: The size of the row at each position.
  ///   - heads: The number of heads, which share the row evenly.
  ///   - hidden: The size of the perceptron's hidden layer; four times the width unless given.
  ///   - activation: The layer between the perceptron's two linear ones.
  ///   - dropout: The share of numbers that become zero in training: of what either part adds, and in the hidden layer.
  ///   - isCausal: True if a position attends to itself and to earlier positions only.
  public init(
    _ width: Int, heads: Int, hidden: Int? = nil, activation: any Layer = GELU(), dropout: Float = 0,
    isCausal: Bool = false
  ) {
    let hidden = hidden ?? 4 * width
    attention = MultiHeadAttention(width, heads: heads, isCausal: isCausal)
    parts = (LayerNorm([width]), Linear(width, hidden), Linear(hidden, width), LayerNorm([width]))
    self.activation = activation
    self.dropout = Dropout(dropout)
  }

  /// The parameters of `self_attn`, `linear1`, `linear2`, `norm1` and `norm2`, in PyTorch's order.
  public var parameters: [ParameterDescription] {
    attention.parameters.named("self_attn") + parts.linear1.parameters.named("linear1")
      + parts.linear2.parameters.named("linear2") + parts.norm1.parameters.named("norm1")
      + parts.norm2.parameters.named("norm2")
  }

  /// The shape, batch × length × width, remains.
  public func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    let parts = PartWeights(weights, of: self)
    let seen = attention(self.parts.norm1(input, parts.norm1, &pass), parts.attention, &pass)
    return complete(input + drop(seen, &pass), parts, &pass)
  }

  /// The last place alone, batch × 1 × width: that of the whole sequence, without what only the others need.
  public func last(of input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    let parts = PartWeights(weights, of: self)
    let seen = attention.last(of: self.parts.norm1(input, parts.norm1, &pass), parts.attention)
    let length = input.shape[1]
    return complete(input.slice(length - 1..<length, along: 1) + drop(seen, &pass), parts, &pass)
  }

  /// The weights of every part.
  private struct PartWeights {
    let attention: Weights, linear1: Weights, linear2: Weights, norm1: Weights, norm2: Weights

    init(_ weights: Weights, of block: TransformerBlock) {
      var rest = weights
      attention = rest.removeFirst(for: block.attention)
      linear1 = rest.removeFirst(for: block.parts.linear1)
      linear2 = rest.removeFirst(for: block.parts.linear2)
      norm1 = rest.removeFirst(for: block.parts.norm1)
      norm2 = rest.removeFirst(for: block.parts.norm2)
    }
  }

  /// Adds what the perceptron makes of every place.
  private func complete(_ middle: Tensor, _ weights: PartWeights, _ pass: inout ForwardPass) -> Tensor {
    let hidden = parts.linear1(parts.norm2(middle, weights.norm2, &pass), weights.linear1, &pass)
    let active = activation(hidden, Weights([]), &pass)
    return middle + drop(parts.linear2(drop(active, &pass), weights.linear2, &pass), &pass)
  }

  private func drop(_ input: Tensor, _ pass: inout ForwardPass) -> Tensor {
    dropout(input, Weights([]), &pass)
  }
}
