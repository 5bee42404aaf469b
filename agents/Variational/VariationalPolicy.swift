import NeuralNet
import Safetensors
import Simulation
import Training

/// A policy by a decoder p(a | s, z): with one z for a whole episode, one for each step, or the mean.
///
/// The caller that steps environments says by ``beginEpisodes()`` and ``observeOutcome(_:)`` where episodes
/// begin.
public struct VariationalPolicy: SavablePolicy {
  /// The network.
  public let network: VariationalNetwork
  /// The network's input, made of an observation.
  public let input: PolicyInput
  /// The network's parameters.
  public let parameters: Parameters
  /// The time at which z is drawn.
  public var latent: LatentKind
  /// True if actions are drawn; else the likeliest is taken.
  public var samples: Bool
  private var predictor: Predictor
  private var chooser: ActionChooser
  private var features: [Float] = []
  private var inputs: [Float] = []
  private var outputs: [Float] = []
  /// True for each row whose z was drawn in its episode.
  private var isDrawn: [Bool] = []

  /// Makes a policy of a network and its parameters.
  public init(
    _ network: VariationalNetwork, on input: PolicyInput, parameters: Parameters,
    latent: LatentKind = .perEpisode, samples: Bool = false
  ) {
    self.network = network
    self.input = input
    self.parameters = parameters
    self.latent = latent
    self.samples = samples
    chooser = ActionChooser(input.head)
    predictor = Predictor(
      network, inputShape: [network.architecture.featureCount + network.architecture.latentSize])
  }

  /// Takes or draws an action for every row.
  public mutating func act(
    on observations: borrowing RowBuffer, into actions: inout RowBuffer, using generator: inout RandomGenerator
  ) {
    act(on: observations, allowing: .none, into: &actions, using: &generator)
  }

  /// Takes or draws an allowed action for every row.
  public mutating func act(
    on observations: borrowing RowBuffer, allowing masks: ActionMasks, into actions: inout RowBuffer,
    using generator: inout RandomGenerator
  ) {
    let rows = observations.count
    if isDrawn.count != rows { makeRoom(for: rows) }
    input.encode(observations, into: &features)
    let (seen, latentSize) = (network.architecture.featureCount, network.architecture.latentSize)
    for row in 0..<rows {
      let start = row * (seen + latentSize)
      for index in 0..<seen { inputs[start + index] = features[row * seen + index] }
      guard latent == .perStep || latent == .perEpisode && !isDrawn[row] else { continue }
      for index in 0..<latentSize { inputs[start + seen + index] = Float(generator.standardNormal()) }
      isDrawn[row] = true
    }
    predictor.predict(inputs, with: parameters, into: &outputs)
    if samples {
      chooser.sample(from: outputs, allowing: masks, into: &actions, using: &generator)
    } else {
      chooser.decide(by: outputs, allowing: masks, into: &actions)
    }
  }

  /// Forgets the episodes so far.
  public mutating func beginEpisodes() {
    for row in isDrawn.indices { isDrawn[row] = false }
  }

  /// Forgets the episodes that are over.
  public mutating func observeOutcome(_ outcome: borrowing StepBatch) {
    for row in isDrawn.indices where outcome.statuses[row].isFinished { isDrawn[row] = false }
  }

  private mutating func makeRoom(for rows: Int) {
    let (seen, latentSize) = (network.architecture.featureCount, network.architecture.latentSize)
    features = Array(repeating: 0, count: rows * seen)
    inputs = Array(repeating: 0, count: rows * (seen + latentSize))
    outputs = Array(repeating: 0, count: rows * network.architecture.outputCount)
    isDrawn = Array(repeating: false, count: rows)
  }
}

extension VariationalPolicy {
  /// Adds the parameters, the encoder's too, the normalizer, and the description of the network.
  public func write(to writer: inout SafetensorsWriter) {
    parameters.write(to: &writer)
    input.normalizer?.write(to: &writer)
    let network = Description(network: network.architecture, latent: latent, samples: samples)
    PolicyDescription(encoder: input.encoder, head: input.head, network: network).write(to: &writer)
  }

  /// Reads a policy that was written.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - task: The task that the policy is to act in.
  /// - Throws: `PolicyFileError` or `SafetensorsError` when the file holds no network for such a task.
  public init(from file: SafetensorsFile, for task: TaskSpecification) throws {
    let stored = try PolicyDescription<Description>(from: file, for: task)
    let (description, encoder, head) = (stored.network, stored.encoder, stored.head)
    guard description.isUsable(with: encoder, head) else {
      throw PolicyFileError(
        "Its network takes \(description.network.featureCount) features and says \(description.network.outputCount) "
          + "numbers; the environment needs \(encoder.featureCount) and \(head.outputCount).")
    }
    let network = VariationalNetwork(description.network)
    self.init(
      network,
      on: PolicyInput(
        encoder: encoder, head: head,
        normalizer: try ObservationNormalizer(from: file, featureCount: encoder.featureCount)),
      parameters: try Parameters(reading: file, for: network, named: Self.parameterName),
      latent: description.latent, samples: description.samples)
  }

  /// The prefix of the parameters' names.
  static var parameterName: String { "policy" }

  /// The description of the network in a file's metadata.
  private struct Description: Codable {
    let network: VariationalNetwork.Architecture
    let latent: LatentKind
    let samples: Bool

    /// Returns true if the parts fit together; a file may hold anything.
    func isUsable(with encoder: ObservationEncoder, _ head: any ActionHead) -> Bool {
      network.isUsable && encoder.shape == [network.featureCount] && network.outputCount == head.outputCount
        && network.actionFeatureCount == head.featureCount
    }
  }
}
