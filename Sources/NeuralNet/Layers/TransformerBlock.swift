/// A pre-norm transformer block: attention and a perceptron, each with a residual connection around it.
///
/// As `torch.nn.TransformerEncoderLayer` with `norm_first`: rows are normalized before either part reads them, not
/// behind the sum, which trains without a warm-up: Xiong and others (2020). With a causal attention it is a block of
/// GPT-2.
public struct TransformerBlock: Layer {
  /// The self-attention between positions.
  public let attention: MultiHeadAttention
  private let norm1: LayerNorm, linear1: Linear, linear2: Linear, norm2: LayerNorm
  private let parts: LayerParts
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
    (norm1, norm2) = (LayerNorm([width]), LayerNorm([width]))
    (linear1, linear2) = (Linear(width, hidden), Linear(hidden, width))
    parts = [
      "self_attn": attention, "linear1": linear1, "linear2": linear2, "norm1": norm1, "norm2": norm2,
    ]
    self.activation = activation
    self.dropout = Dropout(dropout)
  }

  /// The parameters of `self_attn`, `linear1`, `linear2`, `norm1` and `norm2`, in PyTorch's order.
  public var parameters: [ParameterDescription] { parts.parameters }

  /// The shape, batch × length × width, remains.
  public func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    let seen = attention(norm1(input, weights[parts, "norm1"], &pass), weights[parts, "self_attn"], &pass)
    return complete(input + drop(seen, &pass), weights, &pass)
  }

  /// The last place alone, batch × 1 × width: that of the whole sequence, without what only the others need.
  public func last(of input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    let seen = attention.last(of: norm1(input, weights[parts, "norm1"], &pass), weights[parts, "self_attn"])
    let length = input.shape[1]
    return complete(input.slice(length - 1..<length, along: 1) + drop(seen, &pass), weights, &pass)
  }

  /// Adds what the perceptron makes of every place.
  private func complete(_ middle: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    let hidden = linear1(norm2(middle, weights[parts, "norm2"], &pass), weights[parts, "linear1"], &pass)
    let active = activation(hidden, Weights([]), &pass)
    return middle + drop(linear2(drop(active, &pass), weights[parts, "linear2"], &pass), &pass)
  }

  private func drop(_ input: Tensor, _ pass: inout ForwardPass) -> Tensor {
    dropout(input, Weights([]), &pass)
  }
}
