import NeuralNet
import Safetensors
import Simulation
import Training

/// A policy by the distributions that a network makes: it takes their modes, or draws from them.
///
/// It may remember the last observations and actions of each running episode. The caller that steps environments says by
/// ``beginEpisodes()`` and ``observeOutcome(_:)`` where episodes begin.
public struct NetworkPolicy<Features: FeatureEncoder, Head: ActionHead>: SavablePolicy {
  /// The network.
  public let network: PolicyNetwork
  /// The network's input, made of the last observations and actions.
  public let input: PolicyInput<Features, Head>
  /// The network's parameters.
  public var parameters: Parameters
  /// True if actions are drawn; else the likeliest is taken.
  public var samples: Bool
  private var predictor: Predictor
  private var memory: PolicyMemory<Features, Head>
  private var outputs: [Float] = []

  /// Makes a policy of a network and its parameters.
  public init(
    _ network: PolicyNetwork, on input: PolicyInput<Features, Head>, parameters: Parameters, samples: Bool = false
  ) {
    self.network = network
    self.input = input
    self.parameters = parameters
    self.samples = samples
    predictor = Predictor(network, inputShape: Shape(input.shape))
    memory = PolicyMemory(input)
  }

  /// The head, which turns the network's outputs into actions.
  public var head: Head { input.head }

  /// Takes or draws an action for every row.
  public mutating func act(
    on observations: borrowing RowBuffer, into actions: inout RowBuffer, using generator: inout RandomGenerator
  ) {
    memory.see(observations.numbers())
    var chosen = actions.mutableNumbers(as: Head.Scalar.self)
    let count = memory.rowCount * network.architecture.outputCount
    if outputs.count != count { outputs = Array(repeating: 0, count: count) }
    predictor.predict(memory.inputs, with: parameters, into: &outputs)
    if samples {
      head.sample(from: outputs.span, into: &chosen, using: &generator)
    } else {
      head.decide(by: outputs.span, into: &chosen)
    }
    withExtendedLifetime(outputs) {}
    memory.remember(chosen.span)
  }

  /// Remembers actions other than those that it chose.
  mutating func remember(_ actions: borrowing RowBuffer) { memory.remember(actions.numbers()) }

  /// Remembers the last observations and actions of running episodes from recorded steps.
  ///
  /// - Parameters:
  ///   - lastRows: The row of each running episode's last step; −1 for an episode without a step.
  ///   - data: The steps.
  mutating func recall(_ lastRows: [Int], of data: EpisodeRows<Features.Scalar, Head.Scalar>) {
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
    let description = Description(
      features: input.features, head: head, network: network.architecture, observations: input.observationCount,
      actions: input.actionCount, samples: samples)
    description.write(to: &writer)
  }

  /// Reads a policy that was written.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - name: What the names of the parameters begin with.
  ///   - task: The task that the policy is to act in.
  /// - Throws: `PolicyFileError` or `SafetensorsError` when the file holds no network for such a task.
  public init(from file: SafetensorsFile, named name: String = Self.parameterName, for task: PolicyTask) throws {
    let description = try Description(from: file, for: task)
    guard description.isUsable else {
      throw PolicyFileError(
        "Its network takes inputs of the shape \(description.network.inputShape), has hidden layers of "
          + "\(description.network.hiddenSizes) and \(description.network.outputCount) outputs; that does not fit "
          + "features of the shape \(description.features.shape).")
    }
    let network = PolicyNetwork(description.network)
    self.init(
      network,
      on: PolicyInput(
        features: description.features, head: description.head,
        normalizer: try ObservationNormalizer(from: file, featureCount: description.features.featureCount),
        observationCount: description.observations, actionCount: description.actions),
      parameters: try Parameters(reading: file, for: network, named: name), samples: description.samples)
  }

  /// The prefix of the parameters' names.
  public static var parameterName: String { "policy" }

  /// The description of the policy in a file's metadata.
  private struct Description: PolicyDescription {
    let features: Features
    let head: Head
    let network: PolicyNetwork.Architecture
    let observations: Int
    let actions: Int
    let samples: Bool

    /// True if the parts fit together; a file may hold anything.
    var isUsable: Bool {
      guard (1...1024).contains(observations), (0...1024).contains(actions), network.isUsable,
        features.shape.count == 1 || (observations, actions) == (1, 0)
      else { return false }
      let input = PolicyInput(features: features, head: head, observationCount: observations, actionCount: actions)
      return network.inputShape == input.shape && network.outputCount == head.outputCount
    }
  }
}
