import NeuralNet
import Simulation

/// A network from observations to the values of all actions.
public struct QNetwork: Layer {
  /// The architecture of the network, as a file stores it.
  public struct Architecture: Codable, Equatable, Sendable {
    /// The shape of the features: one size for numbers, channels, height and width for pixels.
    public var featureShape: [Int]
    /// The sizes of the hidden layers.
    public var hiddenSizes: [Int]
    /// The number of actions.
    public var actionCount: Int
    /// True if values are estimated apart from advantages.
    public var isDueling: Bool

    /// Describes a network.
    public init(featureShape: [Int], hiddenSizes: [Int], actionCount: Int, isDueling: Bool) {
      self.featureShape = featureShape
      self.hiddenSizes = hiddenSizes
      self.actionCount = actionCount
      self.isDueling = isDueling
    }

    /// True if such a network can be made; a file may hold anything.
    var isUsable: Bool {
      FeatureLayers.areUsable(on: featureShape, hiddenSizes: hiddenSizes) && (1...1 << 20).contains(actionCount)
    }
  }

  /// The architecture of the network.
  public let architecture: Architecture
  private let body: Sequential
  private let dueling: DuelingHead?

  /// Makes a perceptron for numbers; for pixels, convolutions stand before it.
  public init(_ architecture: Architecture) {
    self.architecture = architecture
    let features = FeatureLayers(on: architecture.featureShape, hiddenSizes: architecture.hiddenSizes)
    var layers = features.layers
    if architecture.isDueling {
      dueling = DuelingHead(inputs: features.outputCount, actions: architecture.actionCount)
    } else {
      layers.append(Linear(features.outputCount, architecture.actionCount))
      dueling = nil
    }
    body = Sequential(layers)
  }

  /// The layers' parameters, numbered; of a dueling network, those of its parts.
  public var parameters: [ParameterDescription] {
    guard let dueling else { return body.parameters }
    return body.parameters.named("features") + dueling.parameters
  }

  /// The values of all actions, one row per observation.
  public func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    guard let dueling else { return body(input, weights, &pass) }
    var rest = weights
    let features = body(input, rest.removeFirst(for: body), &pass)
    return dueling(features, rest, &pass)
  }
}

/// Q = V + A − mean A (Wang, Schaul and others 2016, equation 9).
struct DuelingHead: Layer {
  let value: Linear
  let advantage: Linear

  init(inputs: Int, actions: Int) {
    value = Linear(inputs, 1)
    advantage = Linear(inputs, actions)
  }

  var parameters: [ParameterDescription] {
    value.parameters.named("value") + advantage.parameters.named("advantage")
  }

  func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    var rest = weights
    let values = value(input, rest.removeFirst(for: value), &pass)
    let advantages = advantage(input, rest, &pass)
    return values + advantages - advantages.mean(along: [1], keepingDimensions: true)
  }
}
