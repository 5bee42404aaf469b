/// A chain of layers, whose parameters are named by the layer's number, as in `torch.nn.Sequential`.
public struct Sequential: Layer {
  /// The layers.
  public let layers: [any Layer]

  /// Puts layers one after the other.
  public init(_ layers: [any Layer]) { self.layers = layers }

  /// Puts layers one after the other.
  public init(_ layers: any Layer...) { self.layers = layers }

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
  public var parameters: [ParameterDescription] {
    layers.enumerated().flatMap { index, layer in layer.parameters.named("\(index)") }
  }

  /// Hands each layer's output to the next.
  public func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    var rest = weights
    return layers.reduce(input) { output, layer in layer(output, rest.removeFirst(for: layer), &pass) }
  }
}
