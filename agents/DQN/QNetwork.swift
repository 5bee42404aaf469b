import NeuralNet
import Simulation

/// A network from observations to the values of all actions.
public struct QNetwork: Layer {
  /// The architecture of the network, as a file stores it.
  public struct Architecture: Codable, Equatable, Sendable {
    /// The shape of the features: one size for numbers, channels, height and width for pixels.
    public var featureShape: [Int]
    /// The shape of each part of the features, where pictures stand beside other things; `nil` otherwise.
    public var partShapes: [[Int]]?
    /// The sizes of the hidden layers.
    public var hiddenSizes: [Int]
    /// The number of actions.
    public var actionCount: Int
    /// True if values are estimated apart from advantages.
    public var isDueling: Bool

    /// Describes a network.
    public init(
      featureShape: [Int], partShapes: [[Int]]? = nil, hiddenSizes: [Int], actionCount: Int, isDueling: Bool
    ) {
      self.featureShape = featureShape
      self.partShapes = partShapes
      self.hiddenSizes = hiddenSizes
      self.actionCount = actionCount
      self.isDueling = isDueling
    }

    /// True if such a network can be made; a file may hold anything.
    var isUsable: Bool {
      FeatureLayers.areUsable(on: featureShape, parts: partShapes, hiddenSizes: hiddenSizes)
        && (1...1 << 20).contains(actionCount)
    }
  }

  /// The architecture of the network.
  public let architecture: Architecture
  private let body: Sequential
  private let dueling: DuelingParts?

  /// The layers behind the features of a dueling network.
  private struct DuelingParts {
    let value: Linear
    let advantage: Linear
    let parts: LayerParts
  }

  /// Makes a perceptron for numbers; for pixels, convolutions stand before it.
  public init(_ architecture: Architecture) {
    self.architecture = architecture
    let features = FeatureLayers(
      on: architecture.featureShape, parts: architecture.partShapes, hiddenSizes: architecture.hiddenSizes)
    let (inputs, actionCount) = (features.outputCount, architecture.actionCount)
    guard architecture.isDueling else {
      body = Sequential(features.layers + [Linear(inputs, actionCount)])
      dueling = nil
      return
    }
    body = Sequential(features.layers)
    let (value, advantage) = (Linear(inputs, 1), Linear(inputs, actionCount))
    dueling = DuelingParts(
      value: value, advantage: advantage, parts: ["features": body, "value": value, "advantage": advantage])
  }

  /// The layers' parameters, numbered; of a dueling network, those of its parts.
  public var parameters: [ParameterDescription] { dueling?.parts.parameters ?? body.parameters }

  /// The values of all actions, one row per observation.
  ///
  /// Those of a dueling network are Q = V + A − mean A (Wang, Schaul and others 2016, equation 9).
  public func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    guard let dueling else { return body(input, weights, &pass) }
    let parts = dueling.parts
    let features = body(input, weights[parts, "features"], &pass)
    let values = dueling.value(features, weights[parts, "value"], &pass)
    let advantages = dueling.advantage(features, weights[parts, "advantage"], &pass)
    return values + advantages - advantages.mean(along: [1], keepingDimensions: true)
  }
}
