import NeuralNet

/// A network from what a policy sees to the distributions of its actions.
public struct PolicyNetwork: Layer {
  /// What a file needs to say to make the network again.
  public struct Architecture: Codable, Equatable, Sendable {
    /// The shape of the input: one size for numbers, channels, height and width for pictures.
    public var inputShape: [Int]
    /// The sizes of the hidden layers.
    public var hiddenSizes: [Int]
    /// What stands behind each hidden layer.
    public var activation: ActivationKind
    /// How many numbers come out.
    public var outputCount: Int

    /// Describes a network.
    public init(inputShape: [Int], hiddenSizes: [Int], activation: ActivationKind = .relu, outputCount: Int) {
      self.inputShape = inputShape
      self.hiddenSizes = hiddenSizes
      self.activation = activation
      self.outputCount = outputCount
    }

    /// Whether a network of this kind can be made; a file may say anything.
    var isUsable: Bool {
      FeatureLayers.areUsable(on: inputShape, hiddenSizes: hiddenSizes) && (1...1 << 20).contains(outputCount)
    }
  }

  /// What the network is.
  public let architecture: Architecture
  private let body: Sequential

  /// Makes a perceptron for numbers; for pictures, convolutions stand before it.
  public init(_ architecture: Architecture) {
    self.architecture = architecture
    let features = FeatureLayers(
      on: architecture.inputShape, hiddenSizes: architecture.hiddenSizes, activation: architecture.activation.layer)
    body = Sequential(features.layers + [Linear(features.outputCount, architecture.outputCount)])
  }

  /// Those of the layers, numbered.
  public var parameters: [ParameterDescription] { body.parameters }

  /// What the head of the policy takes, one row per observation.
  public func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    body(input, weights, &pass)
  }
}
