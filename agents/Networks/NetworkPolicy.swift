import NeuralNet
import Safetensors
import Simulation
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
  /// The noise by which actions are drawn; `nil` for numbers that do not depend on those of before.
  var noise: ColoredNoise?
  private var predictor: Predictor
  private(set) var memory: PolicyMemory
  private(set) var chooser: ActionChooser
  /// The results of the network: the outputs, and behind each row's the state.
  private var results: [Float] = []
  private var outputs: [Float] = []

  /// Makes a policy of a network and its parameters.
  public init(
    _ network: PolicyNetwork, on input: PolicyInput, parameters: Parameters, samples: Bool = false
  ) {
    self.network = network
    self.input = input
    self.parameters = parameters
    self.samples = samples
    let stateSize = network.architecture.memorySize ?? 0
    predictor = Predictor(network, inputShape: Shape(stateSize > 0 ? [input.count + stateSize] : input.shape))
    memory = PolicyMemory(input, stateSize: stateSize)
    chooser = ActionChooser(input.head)
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
    predict()
    if samples, noise != nil {
      noise?.advance(using: &generator)
      chooser.choose(from: outputs, noise: noise?.values ?? [], into: &actions)
    } else if samples {
      chooser.sample(from: outputs, allowing: masks, into: &actions, using: &generator)
    } else {
      chooser.decide(by: outputs, allowing: masks, into: &actions)
    }
    memory.remember(actions)
  }

  private mutating func predict() {
    let (rows, outputCount) = (memory.rowCount, network.architecture.outputCount)
    let count = rows * outputCount
    if outputs.count != count { outputs = Array(repeating: 0, count: count) }
    guard memory.stateSize > 0 else {
      return predictor.predict(memory.inputs, with: parameters, into: &outputs)
    }
    let width = outputCount + memory.stateSize
    if results.count != rows * width { results = Array(repeating: 0, count: rows * width) }
    predictor.predict(memory.inputs, with: parameters, into: &results)
    memory.takeStates(from: results, outputCount: outputCount)
    for row in 0..<rows { outputs.put(results, row * width..<row * width + outputCount, at: row * outputCount) }
  }

  /// The states of the running episodes, of a network with a memory.
  var states: [Float] {
    get { memory.states }
    set { memory.states = newValue }
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
      samples: samples, isNormalized: input.normalizer == nil ? nil : true)
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
    let normalizer = try ObservationNormalizer(from: file, featureCount: stored.encoder.featureCount)
    guard normalizer != nil || description.isNormalized != true else {
      throw PolicyFileError(
        "It says that observations are normalized, but holds no 'observation_mean' to do so; take the whole file.")
    }
    let network = PolicyNetwork(description.network)
    self.init(
      network,
      on: PolicyInput(
        encoder: stored.encoder, head: stored.head,
        normalizer: normalizer,
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
    /// True if features are normalized; files of older versions do not say.
    let isNormalized: Bool?

    /// Returns true if the parts fit together; a file may hold anything.
    func isUsable(with encoder: ObservationEncoder, _ head: any ActionHead) -> Bool {
      guard (1...1024).contains(observations), (0...1024).contains(actions), network.isUsable,
        !encoder.hasPictures || (observations, actions) == (1, 0),
        network.freeOutputCount ?? 0 <= head.freeOutputCount
      else { return false }
      let input = PolicyInput(
        encoder: encoder, head: head, observationCount: observations, actionCount: actions)
      return network.inputShape == input.shape && network.partShapes == encoder.partShapes
        && network.outputCount == head.outputCount
    }
  }
}
