import NeuralNet
import Simulation
import Training

/// MAML for policies: a beginning from which a step or two along the policy gradient of a few episodes do well in a task.
///
/// Finn, Abbeel and Levine (2017), section 4.2, with the surrogate objective of Rothfuss and others (2019), "ProMP". Every
/// environment plays a trial of a task of its own: ``AdaptivePolicy`` acts in it and adapts itself. Once as many trials are
/// over as there are environments, the beginning follows the gradient of how well the adapted policies did, through the
/// steps that adapted them.
public struct PolicyMAMLAgent: Agent {
  /// The settings.
  public let configuration: PolicyMAMLConfiguration
  /// The number of meta-steps made.
  public private(set) var updateCount = 0
  /// The status: impaired if trials are too short to learn from.
  public private(set) var status = LearnerStatus.learning

  var actor: AdaptivePolicy
  private let taskCount: Int
  private let objective: ShardedObjective
  private var optimizer: Adam
  private var report: PolicyMAMLLoss.Report?
  private var progress = 0.0

  /// The largest number of shards.
  private static let mostShards = 4
  /// The number of rows that a task's experience is filled up to a multiple of, so that shapes recur.
  private static let rowMultiple = 256

  /// Makes an agent with a fresh network.
  ///
  /// - Parameters:
  ///   - task: The task, whose observations are those of trials.
  ///   - reader: The reader of trials.
  ///   - encoder: The encoder of what is observed within them.
  ///   - environmentCount: The number of environments, and of tasks that a meta-step learns from.
  ///   - configuration: The settings.
  ///   - threads: The number of threads that learn; the results do not depend on it.
  ///   - generator: The source of the network's first parameters.
  init(
    in task: EncodedTask, _ reader: TrialReader, _ encoder: ObservationEncoder, environmentCount: Int,
    configuration: PolicyMAMLConfiguration, threads: Int, using generator: inout RandomGenerator
  ) {
    self.configuration = configuration
    taskCount = environmentCount
    let head = task.head
    let network = PolicyNetwork(
      PolicyNetwork.Architecture(
        inputShape: encoder.shape, hiddenSizes: configuration.hiddenSizes, activation: configuration.activation,
        outputCount: head.outputCount, freeOutputCount: head.freeOutputCount),
      .orthogonal, outputGain: 0.01,
      freeOutput: head.freeOutput(forLogDeviation: Float(configuration.initialLogDeviation)))
    let parameters = Parameters(of: network, named: NetworkPolicy.parameterName, using: &generator)
    actor = AdaptivePolicy(
      network, encoder, head, reader, beginning: parameters, configuration.adaptation)
    (actor.keepsTrials, actor.stepLimit) = (true, configuration.innerSteps)
    optimizer = Adam(for: parameters)
    let loss = PolicyMAMLLoss(network: network, head: head, configuration: configuration)
    let shards = (1...Self.mostShards).last { environmentCount % $0 == 0 } ?? 1
    objective = ShardedObjective(shards: shards, by: WorkTeam(threads: threads)) { weights, inputs in
      let (value, report) = loss(weights, PolicyMAMLLoss.Phase.phases(inputs), share: 1 / Float(environmentCount))
      return (value, report)
    }
  }

  /// The policy that begins with what was learned, and adapts itself without end.
  public var greedyPolicy: AdaptivePolicy {
    var policy = actor
    policy.trials = []
    (policy.finishedTrials, policy.keepsTrials, policy.stepLimit) = ([], false, nil)
    return policy
  }

  /// Follows the schedules.
  public mutating func advance(to progress: Double) { self.progress = progress }

  /// Draws an action for every row.
  public mutating func act(
    on observations: borrowing RowBuffer, into actions: inout RowBuffer, using generator: inout RandomGenerator
  ) { actor.act(on: observations, into: &actions, using: &generator) }

  /// Does nothing: the policy takes in outcomes itself.
  public mutating func observe(_ transitions: borrowing Transitions, using generator: inout RandomGenerator) {}

  /// Has the policy take in the outcome, and adapt itself where it is due.
  public mutating func observeOutcome(_ outcome: borrowing StepBatch) { actor.observeOutcome(outcome) }

  /// Begins a trial in every environment.
  public mutating func beginEpisodes() { actor.beginEpisodes() }

  /// Forgets the running trials.
  public mutating func discardEpisodes() { actor.beginEpisodes() }

  /// Learns from the trials of as many tasks as there are environments, once they are over.
  public mutating func learn(using generator: inout RandomGenerator) {
    guard actor.finishedTrials.count >= taskCount else { return }
    let trials = actor.finishedTrials.filter { $0.count > configuration.innerSteps }
    guard trials.count >= taskCount else {
      if trials.count < actor.finishedTrials.count { complain(of: actor.finishedTrials) }
      return actor.finishedTrials = trials
    }
    actor.finishedTrials = Array(trials.dropFirst(taskCount))
    let inputs = inputs(of: Array(trials.prefix(taskCount)))
    for _ in 0..<configuration.epochs where step(on: inputs) {}
    actor.begin(with: parameters)
  }

  private var parameters: Parameters {
    get { actor.beginning }
    set { actor.beginning = newValue }
  }

  private mutating func complain(of trials: [[Experience]]) {
    let episodes = configuration.adaptation.episodesPerStep
    let phases = trials.map(\.count).min() ?? 0
    status = .impaired([
      "Trials that end after \(phases) times \(episodes) episodes show nothing of a policy adapted with "
        + "innerSteps=\(configuration.innerSteps), and are not learned from; give --wrap "
        + "episodesPerTrial=\((configuration.innerSteps + 1) * episodes), or fewer episodesPerStep."
    ])
  }

  /// The tensors of some trials for each shard.
  private func inputs(of trials: [[Experience]]) -> [[Tensor]] {
    let phases = (0...configuration.innerSteps).map { phase in trials.map { $0[phase] } }
    let size = taskCount / objective.count
    return (0..<objective.count).map { shard in
      phases.flatMap { tasks in
        let longest = tasks.map(\.count).max() ?? 0
        let rows = (longest + Self.rowMultiple - 1) / Self.rowMultiple * Self.rowMultiple
        return PolicyMAMLLoss.Phase(
          Array(tasks[shard * size..<(shard + 1) * size]), rows: rows, featureCount: actor.encoder.featureCount,
          actionSize: actor.head.actionSize, in: parameters.pool
        ).tensors
      }
    }
  }

  /// Makes one step; returns false if learning has diverged.
  private mutating func step(on inputs: [[Tensor]]) -> Bool {
    let result = objective.valueAndGradient(at: parameters) { inputs[$0] }
    let step = optimizer.step(
      &actor.beginning, along: result.gradients, of: result.loss,
      rate: configuration.learningRate.value(at: progress), normLimit: configuration.gradientNormLimit)
    updateCount += 1
    report = PolicyMAMLLoss.Report(result.auxiliary)
    report?.gradientNorm = step.norm
    if step.divergence != nil { status = LearnerStatus(divergence: step.divergence) }
    return step.divergence == nil
  }

  /// The parts of the last step's loss.
  public var measurements: [Measurement] {
    guard let report else { return [] }
    return [
      Measurement("train/surrogate", Double(report.surrogate)),
      Measurement("train/approx_kl", Double(report.divergence)),
      Measurement("train/entropy", Double(report.entropy)),
      Measurement("train/clip_fraction", Double(report.clipFraction)),
      Measurement("train/gradient_norm", Double(report.gradientNorm)),
      Measurement("train/learning_rate", configuration.learningRate.value(at: progress)),
    ]
  }
}

extension PolicyMAMLAgent: Checkpointable {
  /// Exchanges what was learned, the optimizer, and the trials so far.
  public mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.version(1)
    try scope.exchange("updates", count: &updateCount)
    try scope.exchange("parameters", &parameters)
    try scope.exchange("optimizer", &optimizer)
    try scope.exchange("report", json: &report)
    try scope.exchange("trials", &actor)
  }
}
