import NeuralNet
import Simulation
import Training

/// Proximal policy optimization: a policy that is improved by small steps on what it has just done.
///
/// Schulman and others (2017), "Proximal policy optimization algorithms". All environments take some steps, a rollout; its
/// advantages are estimated (``PPOConfiguration/traceDecay``), and the policy π and the value V learn from it in some passes,
/// in minibatches whose probability ratios π(a | s) / π_old(a | s) gain nothing by leaving 1 ± ε. A truncated episode's
/// last reward is followed by the value of its final observation, a terminated one's by nothing.
///
/// Observations and rewards may be normalized by running statistics. Those of observations stand still during a rollout, so
/// that what is learned from is what was seen; they are part of the policy.
public struct PPOAgent: Agent {
  /// The settings.
  public let configuration: PPOConfiguration
  let task: EncodedTask
  let network: ActorCritic
  var learner: PPOLearner
  var rollout: Rollout
  var observationNormalizer: RunningNormalizer?
  var rewardNormalizer: RewardNormalizer?
  /// The policy that acts, by the parameters since the last rollout.
  var actor: NetworkPolicy
  private var rewards: [Float]
  private var progress = 0.0

  /// Makes an agent with fresh networks.
  ///
  /// - Parameters:
  ///   - task: The task, with its encoder and a head.
  ///   - environmentCount: The number of environments that are acted in at a time.
  ///   - configuration: The settings.
  ///   - threads: The number of threads that learn; the results do not depend on it.
  ///   - generator: The source of the networks' first parameters.
  /// - Throws: `ConfigurationError` if a rollout would be larger than the memory, or a minibatch larger than a rollout.
  public init(
    in task: EncodedTask, environmentCount: Int, configuration: PPOConfiguration = PPOConfiguration(),
    threads: Int = 1, using generator: inout RandomGenerator
  ) throws(ConfigurationError) {
    try configuration.require(
      environments: environmentCount,
      bytesPerRow: Rollout.bytesPerRow(in: task.specification, task.head, stateSize: configuration.memorySize))
    try configuration.require(normal: task.head is any NormalHead)
    self.task = task
    self.configuration = configuration
    let (encoder, head) = (task.encoder, task.head)
    network = ActorCritic(
      PolicyNetwork.Architecture(
        inputShape: encoder.shape, partShapes: encoder.partShapes,
        memorySize: configuration.memorySize > 0 ? configuration.memorySize : nil,
        hiddenSizes: configuration.hiddenSizes, activation: configuration.activation,
        outputCount: head.outputCount, freeOutputCount: head.freeOutputCount),
      configuration.orthogonalInitialization ? .orthogonal : .uniform,
      freeOutput: head.freeOutput(forLogDeviation: Float(configuration.initialLogDeviation)))
    learner = PPOLearner(network, in: task, configuration: configuration, threads: threads, using: &generator)
    rollout = Rollout(
      length: configuration.rolloutSteps, environmentCount: environmentCount, in: task.specification, head,
      stateSize: configuration.memorySize)
    observationNormalizer = configuration.normalizesObservations ? RunningNormalizer(encoder) : nil
    if configuration.normalizesRewards {
      rewardNormalizer = RewardNormalizer(environmentCount: environmentCount, discount: configuration.discount)
    }
    rewards = Array(repeating: 0, count: environmentCount)
    actor = NetworkPolicy(
      network.policy, on: PolicyInput(encoder: encoder, head: head), parameters: learner.policyParameters,
      samples: true)
    actor = makeActor()
    guard configuration.noiseColor > 0 else { return }
    actor.noise = ColoredNoise(
      color: configuration.noiseColor, count: environmentCount * head.actionSize, using: &generator)
  }

  /// The distributions' modes.
  public var greedyPolicy: NetworkPolicy {
    NetworkPolicy(network.policy, on: actor.input, parameters: learner.policyParameters)
  }

  /// The number of minibatches learned from.
  public var updateCount: Int { learner.updateCount }

  /// The status: diverged if the loss has.
  public var status: LearnerStatus { LearnerStatus(divergence: learner.divergence) }

  /// The parts of the loss, how far the policy moves, and the schedules' values.
  public var measurements: [Measurement] {
    learner.statistics.measurements + [
      Measurement("train/learning_rate", learner.rate(at: progress)),
      Measurement("train/clip_range", configuration.clipRange.value(at: progress)),
    ]
  }

  /// Follows the schedules.
  public mutating func advance(to progress: Double) { self.progress = progress }

  /// Draws an action for every row.
  public mutating func act(
    on observations: borrowing RowBuffer, into actions: inout RowBuffer, using generator: inout RandomGenerator
  ) { act(on: observations, allowing: .none, into: &actions, using: &generator) }

  /// Draws an allowed action for every row.
  public mutating func act(
    on observations: borrowing RowBuffer, allowing masks: ActionMasks, into actions: inout RowBuffer,
    using generator: inout RandomGenerator
  ) {
    actor.act(on: observations, allowing: masks, into: &actions, using: &generator)
    rollout.decide(actor.chooser.targets)
  }

  /// Adds a step to the rollout.
  public mutating func observe(
    _ transitions: borrowing Transitions, using generator: inout RandomGenerator
  ) {
    if rewardNormalizer == nil {
      for row in rewards.indices { rewards[row] = Float(transitions.outcome.rewards[row]) }
    } else {
      rewardNormalizer?.normalize(transitions.outcome, into: &rewards)
    }
    rollout.append(transitions, rewards: rewards, after: actor.memory)
  }

  /// Forgets the states of the episodes that are over.
  public mutating func observeOutcome(_ outcome: borrowing StepBatch) { actor.observeOutcome(outcome) }

  /// Forgets the states of all episodes.
  public mutating func beginEpisodes() { actor.beginEpisodes() }

  /// Learns from the rollout if it is full.
  public mutating func learn(using generator: inout RandomGenerator) {
    guard rollout.isFull else { return }
    learner.learn(
      from: rollout, by: task.encoder, actor.input.normalizer, at: progress, using: &generator)
    observationNormalizer?.update(with: rollout.observations, rows: 0..<rollout.count)
    rollout.clear()
    let (states, noise) = (actor.states, actor.noise)
    actor = makeActor()
    (actor.states, actor.noise) = (states, noise)
  }

  /// Counts the running episodes as truncated; the next observations begin new ones.
  public mutating func discardEpisodes() {
    rollout.endEpisodes()
    rewardNormalizer?.discardEpisodes()
    actor.beginEpisodes()
  }

  /// The policy by the parameters and the statistics so far.
  func makeActor() -> NetworkPolicy {
    NetworkPolicy(
      network.policy,
      on: PolicyInput(encoder: task.encoder, head: task.head, normalizer: observationNormalizer?.normalizer),
      parameters: learner.policyParameters, samples: true)
  }
}
