import NeuralNet

/// A network from the input of a policy to the distributions of its actions.
public struct PolicyNetwork: Layer {
  /// The architecture of the network, as a file stores it.
  public struct Architecture: Codable, Equatable, Sendable {
    /// The shape of the input: one size for numbers, channels, height and width for pictures.
    public var inputShape: [Int]
    /// The shape of each part of the input, where pictures stand beside other things; `nil` otherwise.
    public var partShapes: [[Int]]?
    /// The sizes of the hidden layers.
    public var hiddenSizes: [Int]
    /// The activation behind each hidden layer.
    public var activation: ActivationKind
    /// The number of outputs.
    public var outputCount: Int

    /// Describes a network.
    public init(
      inputShape: [Int], partShapes: [[Int]]? = nil, hiddenSizes: [Int], activation: ActivationKind = .relu,
      outputCount: Int
    ) {
      self.inputShape = inputShape
      self.partShapes = partShapes
      self.hiddenSizes = hiddenSizes
      self.activation = activation
      self.outputCount = outputCount
    }

    /// True if such a network can be made; a file may hold anything.
    var isUsable: Bool {
      FeatureLayers.areUsable(on: inputShape, parts: partShapes, hiddenSizes: hiddenSizes)
        && (1...1 << 20).contains(outputCount)
    }
  }

  /// The architecture of the network.
  public let architecture: Architecture
  private let body: Sequential

  /// Makes a perceptron for numbers; for pictures, convolutions stand before it.
  public init(_ architecture: Architecture) {
    self.architecture = architecture
    let features = FeatureLayers(
      on: architecture.inputShape, parts: architecture.partShapes, hiddenSizes: architecture.hiddenSizes,
      activation: architecture.activation.layer)
    body = Sequential(features.layers + [Linear(features.outputCount, architecture.outputCount)])
  }

  /// The layers' parameters, numbered.
  public var parameters: [ParameterDescription] { body.parameters }

  /// Returns the outputs for the policy's head, one row per observation.
  public func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    body(input, weights, &pass)
  }
}
