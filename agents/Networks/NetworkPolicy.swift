import NeuralNet
import Safetensors
import Simulation
import Spans
import Training

/// A policy by the distributions that a network makes: it takes their modes, or draws from them.
///
/// It may remember the last observations and actions of each running episode. The caller that steps environments says by
/// ``beginEpisodes()`` and ``observeOutcome(_:)`` where episodes begin.
public struct NetworkPolicy: SavablePolicy {
  /// The network.
  public let network: PolicyNetwork
  /// The network's input, made of the last observations and actions.
  public let input: PolicyInput
  /// The network's parameters.
  public var parameters: Parameters
  /// True if actions are drawn; else the likeliest is taken.
  public var samples: Bool
  private var predictor: Predictor
  private var memory: PolicyMemory
  private var outputs: [Float] = []

  /// Makes a policy of a network and its parameters.
  public init(
    _ network: PolicyNetwork, on input: PolicyInput, parameters: Parameters, samples: Bool = false
  ) {
    self.network = network
    self.input = input
    self.parameters = parameters
    self.samples = samples
    predictor = Predictor(network, inputShape: Shape(input.shape))
    memory = PolicyMemory(input)
  }

  /// The head, which turns the network's outputs into actions.
  public var head: any ActionHead { input.head }

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
    memory.see(observations)
    let count = memory.rowCount * network.architecture.outputCount
    if outputs.count != count { outputs = Array(repeating: 0, count: count) }
    predictor.predict(memory.inputs, with: parameters, into: &outputs)
    outputs.withSpan {
      if samples {
        head.sample(from: $0, allowing: masks, into: &actions, using: &generator)
      } else {
        head.decide(by: $0, allowing: masks, into: &actions)
      }
    }
    memory.remember(actions)
  }

  /// Remembers actions other than those that it chose.
  mutating func remember(_ actions: borrowing RowBuffer) { memory.remember(actions) }

  /// Remembers the last observations and actions of running episodes from recorded steps.
  ///
  /// - Parameters:
  ///   - lastRows: The row of each running episode's last step; −1 for an episode without a step.
  ///   - data: The steps.
  mutating func recall(_ lastRows: [Int], of data: EpisodeRows) {
    memory.recall(lastRows, of: data)
  }

  /// Forgets the episodes so far.
  public mutating func beginEpisodes() { memory.forgetAll() }

  /// Forgets the episodes that are over.
  public mutating func observeOutcome(_ outcome: borrowing StepBatch) {
    for row in 0..<outcome.count where outcome.statuses[row].isFinished { memory.forget(row) }
  }
}

extension NetworkPolicy {
  /// Adds the parameters, the normalizer, and the description of the network.
  public func write(to writer: inout SafetensorsWriter) {
    parameters.write(to: &writer)
    input.normalizer?.write(to: &writer)
    let network = Description(
      network: network.architecture, observations: input.observationCount, actions: input.actionCount,
      samples: samples)
    PolicyDescription(encoder: input.encoder, head: head, network: network).write(to: &writer)
  }

  /// Reads a policy that was written.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - name: What the names of the parameters begin with.
  ///   - task: The task that the policy is to act in.
  /// - Throws: `PolicyFileError` or `SafetensorsError` when the file holds no network for such a task.
  public init(from file: SafetensorsFile, named name: String = Self.parameterName, for task: TaskSpecification)
    throws
  {
    let stored = try PolicyDescription<Description>(from: file, for: task)
    let description = stored.network
    guard description.isUsable(with: stored.encoder, stored.head) else {
      throw PolicyFileError(
        "Its network takes inputs of the shape \(description.network.inputShape), has hidden layers of "
          + "\(description.network.hiddenSizes) and \(description.network.outputCount) outputs; that does not fit "
          + "features of the shape \(stored.encoder.shape).")
    }
    let network = PolicyNetwork(description.network)
    self.init(
      network,
      on: PolicyInput(
        encoder: stored.encoder, head: stored.head,
        normalizer: try ObservationNormalizer(from: file, featureCount: stored.encoder.featureCount),
        observationCount: description.observations, actionCount: description.actions),
      parameters: try Parameters(reading: file, for: network, named: name), samples: description.samples)
  }

  /// The prefix of the parameters' names.
  public static let parameterName = "policy"

  /// The description of the network in a file's metadata.
  private struct Description: Codable {
    let network: PolicyNetwork.Architecture
    let observations: Int
    let actions: Int
    let samples: Bool

    /// Returns true if the parts fit together; a file may hold anything.
    func isUsable(with encoder: ObservationEncoder, _ head: any ActionHead) -> Bool {
      guard (1...1024).contains(observations), (0...1024).contains(actions), network.isUsable,
        !encoder.hasPictures || (observations, actions) == (1, 0)
      else { return false }
      let input = PolicyInput(
        encoder: encoder, head: head, observationCount: observations, actionCount: actions)
      return network.inputShape == input.shape && network.partShapes == encoder.partShapes
        && network.outputCount == head.outputCount
    }
  }
}
