/// A chain of layers, whose parameters are named by the layer's number, as in `torch.nn.Sequential`.
public struct Sequential: Layer {
  /// The layers.
  public let layers: [any Layer]
  private let parts: LayerParts

  /// Puts layers one after the other.
  public init(_ layers: [any Layer]) {
    self.layers = layers
    parts = LayerParts(layers.enumerated().map { ("\($0)", $1) })
  }

  /// Puts layers one after the other.
  public init(_ layers: any Layer...) { self.init(layers) }

  /// A multilayer perceptron: linear layers with an activation between them.
  ///
  /// - Parameters:
  ///   - sizes: The inputs, the hidden layers, and the outputs.
  ///   - activation: The layer between the linear ones.
  public static func perceptron(_ sizes: [Int], activation: any Layer = ReLU()) -> Sequential {
    precondition(sizes.count >= 2, "a perceptron needs its inputs and outputs, not \(sizes)")
    var layers: [any Layer] = []
    for (inputs, outputs) in zip(sizes, sizes.dropFirst()) {
      if !layers.isEmpty { layers.append(activation) }
      layers.append(Linear(inputs, outputs))
    }
    return Sequential(layers)
  }

  /// The layers' parameters, each named with its layer's number: `0.weight`.
  public var parameters: [ParameterDescription] { parts.parameters }

  /// Hands each layer's output to the next.
  public func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    self(input, weights, &pass, through: layers.indices)
  }

  /// Hands the input through some of the layers only.
  ///
  /// - Parameters:
  ///   - input: The input of the first of them.
  ///   - weights: The tensors of the parameters of all layers.
  ///   - pass: The mode, and what is noted on the way.
  ///   - places: The places of the layers.
  public func callAsFunction(
    _ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass, through places: Range<Int>
  ) -> Tensor {
    var output = input
    for place in places { output = layers[place](output, weights[parts, place], &pass) }
    return output
  }
}
