import NeuralNet
import Safetensors
import Simulation
import Training

/// A policy that adapts itself to the task of a trial: after some episodes it takes a step along their policy gradient.
///
/// Every row begins a trial with the same parameters, and has parameters of its own from the first step on. It always draws
/// its actions: what it never tries it cannot learn from.
public struct AdaptivePolicy: SavablePolicy {
  /// The settings of a step.
  public let adaptation: PolicyAdaptation
  let network: PolicyNetwork
  let encoder: ObservationEncoder
  let head: any ActionHead
  /// The parameters that trials begin with.
  var beginning: Parameters
  /// The number of steps after which a trial adapts no further; `nil` for none.
  var stepLimit: Int?
  /// True if the trials that are over are kept, to be learned from.
  var keepsTrials = false
  /// The trials that are over, if they are kept.
  var finishedTrials: [[Experience]] = []
  /// The running trial of each row.
  var trials: [RunningTrial] = []

  private let reader: TrialReader
  private var stack: Parameters?
  private var chooser: ActionChooser
  private var features: [Float] = []

  /// A trial that goes on.
  struct RunningTrial: Sendable {
    /// The parameters, adapted to the task.
    var parameters: Parameters
    /// The number of steps of adaptation.
    var stepCount = 0
    /// The experience between steps; that of the past only if trials are kept.
    var phases: [Experience] = []
    /// The experience since the last step.
    var current = Experience()

    /// True before the first step of the first episode.
    var isNew: Bool { phases.isEmpty && stepCount == 0 && current.inputs.isEmpty }
  }

  /// Makes a policy for a task whose observations are those of trials.
  init(
    _ network: PolicyNetwork, _ encoder: ObservationEncoder, _ head: any ActionHead, _ reader: TrialReader,
    beginning: Parameters, _ adaptation: PolicyAdaptation
  ) {
    self.network = network
    self.encoder = encoder
    self.head = head
    self.reader = reader
    self.beginning = beginning
    self.adaptation = adaptation
    chooser = ActionChooser(head)
  }

  /// Draws an action for every row.
  public mutating func act(
    on observations: borrowing RowBuffer, into actions: inout RowBuffer, using generator: inout RandomGenerator
  ) {
    let (rows, width) = (observations.count, encoder.featureCount)
    if rows != trials.count { begin(rows: rows) }
    encoder.encode(observations, into: &features)
    let weights = stack ?? Parameters(stacking: trials.map(\.parameters))
    stack = weights
    let outputs = network(Tensor(features, shape: [rows, 1, width], in: weights.pool), weights.constants)
    let (head, size) = (chooser.head, chooser.head.actionSize)
    var chosen = chooser
    outputs.withValues { chosen.sample(from: $0, allowing: .none, into: &actions, using: &generator) }
    chooser = chosen
    precondition(chooser.targets.count == rows * size, "\(head) has written no \(rows) targets")
    for row in 0..<rows {
      trials[row].current.inputs += features[row * width..<(row + 1) * width]
      trials[row].current.targets += chooser.targets[row * size..<(row + 1) * size]
    }
  }

  mutating func begin(rows: Int) {
    trials = Array(repeating: RunningTrial(parameters: beginning), count: rows)
    features = Array(repeating: 0, count: rows * encoder.featureCount)
    stack = nil
  }

  /// Begins a trial in every row.
  public mutating func beginEpisodes() { begin(rows: trials.count) }

  /// Takes in the rewards; adapts where enough episodes are over, and begins anew where a trial is.
  public mutating func observeOutcome(_ outcome: borrowing StepBatch) {
    for row in trials.indices {
      trials[row].current.rewards.append(Float(outcome.rewards[row]))
      guard reader.hasEnded(row, after: outcome) else { continue }
      trials[row].current.endEpisode()
      if trials[row].current.ends.count == adaptation.episodesPerStep { adapt(row) }
      if outcome.statuses[row].isFinished { finish(row) }
    }
  }

  /// Takes a step along the policy gradient of a row's last episodes.
  private mutating func adapt(_ row: Int) {
    var experience = Experience()
    swap(&experience, &trials[row].current)
    experience.estimateAdvantages(adaptation)
    let (network, head) = (network, head)
    let parameters = trials[row].parameters
    let inputs = Tensor(experience.inputs, shape: [experience.count, encoder.featureCount], in: parameters.pool)
    let targets = Tensor(experience.targets, shape: [experience.count, head.actionSize], in: parameters.pool)
    let advantages = Tensor(experience.advantages, shape: [experience.count], in: parameters.pool)
    let (_, gradients) = parameters.valueAndGradient { weights in
      let likelihoods = head.logLikelihood(of: targets, given: network(inputs, weights))
      experience.logLikelihoods = likelihoods.values
      return -(likelihoods * advantages).mean()
    }
    if keepsTrials { trials[row].phases.append(experience) }
    guard trials[row].stepCount < stepLimit ?? .max, gradients.norm.isFinite else { return }
    var optimizer = SGD(for: parameters, learningRate: adaptation.rate(ofStep: trials[row].stepCount))
    optimizer.update(&trials[row].parameters, along: gradients)
    trials[row].stepCount += 1
    stack = nil
  }

  private mutating func finish(_ row: Int) {
    if keepsTrials { finishedTrials.append(trials[row].phases) }
    trials[row] = RunningTrial(parameters: beginning)
    stack = nil
  }

  /// Has trials begin with other parameters, those that have not begun among them.
  mutating func begin(with parameters: Parameters) {
    beginning = parameters
    for row in trials.indices where trials[row].isNew { trials[row] = RunningTrial(parameters: parameters) }
    stack = nil
  }
}

extension AdaptivePolicy {
  /// Adds the parameters, and the description of the network and of its adaptation.
  public func write(to writer: inout SafetensorsWriter) {
    beginning.write(to: &writer)
    PolicyDescription(
      encoder: encoder, head: head, network: Description(network: network.architecture, adaptation: adaptation)
    ).write(to: &writer)
  }

  /// Reads a policy that was written.
  ///
  /// - Throws: `PolicyFileError` or `SafetensorsError` when the file holds none for trials of such a task.
  init(from file: SafetensorsFile, for task: TaskSpecification) throws {
    guard let reader = TrialReader(task.observationSpace) else {
      throw PolicyFileError(
        "It adapts itself within trials, but the environment observes \(task.observationSpace); add --wrap "
          + "episodesPerTrial=40.")
    }
    let encoder = ObservationEncoder(task.observationSpace, value: TrialReader.observationName)
    let stored = try PolicyDescription<Description>(from: file, for: task, observing: encoder)
    let description = stored.network
    guard description.isUsable(with: stored.encoder, stored.head) else {
      throw PolicyFileError(
        "The 'network' in its metadata does not fit features of the shape \(stored.encoder.shape), or the settings "
          + "beside it are none of an adaptation.")
    }
    let network = PolicyNetwork(description.network)
    self.init(
      network, stored.encoder, stored.head, reader,
      beginning: try Parameters(reading: file, for: network, named: NetworkPolicy.parameterName),
      description.adaptation)
  }

  /// The description of the network in a file's metadata.
  private struct Description: Codable {
    let network: PolicyNetwork.Architecture
    let adaptation: PolicyAdaptation

    /// Returns true if the parts fit together; a file may hold anything.
    func isUsable(with encoder: ObservationEncoder, _ head: any ActionHead) -> Bool {
      network.isUsable && network.memorySize == nil && network.partShapes == nil
        && network.inputShape == [encoder.featureCount] && network.outputCount == head.outputCount
        && network.freeOutputCount ?? 0 <= head.freeOutputCount && (try? adaptation.validate()) != nil
    }
  }
}
