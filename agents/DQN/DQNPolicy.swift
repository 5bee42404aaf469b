import NeuralNet
import Safetensors
import Simulation
import Spans
import Training

/// Takes the action that a network values most.
public struct DQNPolicy: SavablePolicy {
  /// The network.
  public let network: QNetwork
  /// Its parameters.
  public let parameters: Parameters
  private let encoder: ObservationEncoder
  private var estimator: ActionValueEstimator

  /// Makes a policy from a network and its parameters.
  public init(network: QNetwork, encoder: ObservationEncoder, parameters: Parameters) {
    self.network = network
    self.encoder = encoder
    self.parameters = parameters
    estimator = ActionValueEstimator(network, on: encoder)
  }

  /// Takes every row's best action.
  public mutating func act(
    on observations: borrowing RowBuffer, into actions: inout RowBuffer, using generator: inout RandomGenerator
  ) {
    act(on: observations, allowing: .none, into: &actions, using: &generator)
  }

  /// Takes every row's best allowed action.
  public mutating func act(
    on observations: borrowing RowBuffer, allowing masks: ActionMasks, into actions: inout RowBuffer,
    using generator: inout RandomGenerator
  ) {
    estimator.estimate(observations, with: parameters)
    var chosen = actions.mutableNumbers(as: Int.self)
    for row in chosen.indices {
      chosen[row] = estimator.withValues(ofRow: row) { $0.greatest(allowing: masks, row: row) }
    }
  }

  /// Adds the parameters by the names that PyTorch's users expect, and the network's description.
  public func write(to writer: inout SafetensorsWriter) {
    parameters.write(to: &writer)
    let description = Description(features: encoder, network: network.architecture)
    writer.metadata["network"] = StoredText.text(of: description)
  }

  /// Reads a policy that was written.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - task: The task that it is to act in, with one category.
  /// - Throws: `PolicyFileError` or `SafetensorsError` when the file holds no network for such an environment.
  public init(from file: SafetensorsFile, for task: TaskSpecification) throws {
    let observationSpace = task.observationSpace
    let description = try Self.description(in: file, observationSpace)
    guard let encoder = ObservationEncoder(observationSpace), encoder == description.features else {
      throw PolicyFileError(
        "Its network takes features of the shape \(description.features.shape), but the environment observes "
          + "\(observationSpace).")
    }
    guard description.network.actionCount == task.actionSpace.elementCount else {
      throw PolicyFileError(
        "Its network values \(description.network.actionCount) actions, but the environment acts with "
          + "\(task.actionSpace).")
    }
    guard description.network.isUsable, description.network.featureShape == encoder.shape,
      description.network.partShapes == encoder.partShapes
    else {
      throw PolicyFileError(
        "Its network takes features of the shape \(description.network.featureShape), and has hidden layers of "
          + "\(description.network.hiddenSizes); the environment needs features of the shape \(encoder.shape).")
    }
    let network = QNetwork(description.network)
    self.init(
      network: network, encoder: encoder, parameters: try Parameters(reading: file, for: network, named: "q_net"))
  }

  /// The description of the network in a file's metadata.
  private struct Description: Codable {
    let features: ObservationEncoder
    let network: QNetwork.Architecture
  }

  private static func description(
    in file: SafetensorsFile, _ observationSpace: SpaceDescriptor
  ) throws(PolicyFileError) -> Description {
    guard let text = file.metadata["network"] else { return try perceptron(in: file, observationSpace) }
    guard let description = StoredText.value(Description.self, of: text) else {
      throw PolicyFileError(
        "The 'network' in its metadata does not describe one for such observations: \(text.prefix(120))")
    }
    return description
  }

  /// Returns the description that the weights give, as of a PyTorch `Sequential` of linear layers and rectifiers.
  private static func perceptron(
    in file: SafetensorsFile, _ observationSpace: SpaceDescriptor
  ) throws(PolicyFileError) -> Description {
    var sizes: [Int] = []
    while let weight = file.tensor("q_net.\(2 * sizes.count).weight"), weight.shape.count == 2 {
      sizes.append(weight.shape[0])
    }
    guard let inputs = file.tensor("q_net.0.weight")?.shape.last, let actionCount = sizes.popLast() else {
      throw PolicyFileError(
        "Its metadata has no 'network' that says what its weights belong to, and they are not those of a "
          + "perceptron, 'q_net.0.weight', 'q_net.0.bias', 'q_net.2.weight' and so on.")
    }
    guard let features = ObservationEncoder(observationSpace) else {
      throw PolicyFileError("It holds a perceptron, but the environment observes \(observationSpace).")
    }
    return Description(
      features: features,
      network: QNetwork.Architecture(
        featureShape: [inputs], hiddenSizes: sizes, actionCount: actionCount, isDueling: false))
  }
}

/// Estimates the values of all actions for a batch of observations, without allocating.
struct ActionValueEstimator: Sendable {
  private let encoder: ObservationEncoder
  private let actionCount: Int
  private var predictor: Predictor
  private var inputs: [Float] = []
  private var values: [Float] = []

  init(_ network: QNetwork, on encoder: ObservationEncoder) {
    self.encoder = encoder
    actionCount = network.architecture.actionCount
    predictor = Predictor(network, inputShape: Shape(encoder.shape))
  }

  mutating func estimate(_ observations: borrowing RowBuffer, with parameters: Parameters) {
    let rows = observations.count
    if values.count != rows * actionCount {
      inputs = Array(repeating: 0, count: rows * encoder.featureCount)
      values = Array(repeating: 0, count: rows * actionCount)
    }
    encoder.encode(observations, into: &inputs)
    predictor.predict(inputs, with: parameters, into: &values)
  }

  func withValues<Result>(ofRow row: Int, _ body: (Span<Float>) -> Result) -> Result {
    values.withSpan { body($0.extracting(row * actionCount..<(row + 1) * actionCount)) }
  }
}
