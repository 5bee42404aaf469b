import NeuralNet
import Simulation
import Training

/// A soft actor-critic: a policy that learns off policy to have large values and a large entropy.
///
/// SAC: Haarnoja and others (2018), "Soft actor-critic algorithms and applications". With quantiles it is TQC: Kuznetsov and
/// others (2020), "Controlling overestimation bias with truncated mixture of continuous distributional quantile critics".
/// With normalized critics that are their own targets it is CrossQ: Bhatt and others (2024), "CrossQ: batch normalization in
/// deep reinforcement learning for greater sample efficiency and simplicity".
///
/// Batches of transitions are drawn from a replay, which holds a truncation as no end. Critics Q(s, a) move towards r + γ
/// (Q̂(s′, a′) − α log π(a′ | s′)), the actor π towards what the critics value, and the temperature α so that the policy's
/// entropy comes to its target. Actions are hyperbolic tangents of normal numbers.
public struct SoftActorCriticAgent: Agent {
  /// The settings.
  public let configuration: SoftActorCriticConfiguration
  let task: EncodedTask
  var learner: SoftLearner
  /// The number of environment steps observed.
  var steps = 0
  private var actor: NetworkPolicy
  private let random: RandomPolicy?
  private var progress = 0.0
  private var isLearningDue = false

  /// Makes an agent with fresh networks and an empty replay.
  ///
  /// - Parameters:
  ///   - task: The task, with its encoder; numbers between bounds are acted with.
  ///   - environmentCount: The number of environments that are acted in at a time.
  ///   - configuration: The settings.
  ///   - generator: The source of the networks' first parameters.
  /// - Throws: `ConfigurationError` if actions have no bounds, observations are pictures, or the replay would be larger than
  ///   the machine's memory.
  public init(
    in task: EncodedTask, environmentCount: Int,
    configuration: SoftActorCriticConfiguration = SoftActorCriticConfiguration(),
    using generator: inout RandomGenerator
  ) throws(ConfigurationError) {
    guard let head = task.head as? SquashedGaussianHead else {
      throw ConfigurationError(
        "A soft actor-critic acts with numbers between bounds, not \(task.specification.actionSpace).")
    }
    guard !task.encoder.hasPictures else {
      throw ConfigurationError("A soft actor-critic observes numbers and categories, no pictures.")
    }
    guard configuration.droppedQuantiles < configuration.quantiles else {
      throw ConfigurationError(
        "droppedQuantiles=\(configuration.droppedQuantiles) leaves nothing of quantiles=\(configuration.quantiles); "
          + "lower it.")
    }
    guard configuration.targetCritics || configuration.quantiles == 1 else {
      throw ConfigurationError(
        "targetCritics=false is for the mean of the return, not quantiles=\(configuration.quantiles); "
          + "set quantiles=1 or targetCritics=true.")
    }
    self.configuration = configuration
    self.task = task
    learner = try SoftLearner(
      head, in: task, environmentCount: environmentCount, configuration: configuration, using: &generator)
    random = task.specification.actionSpace.space.map(RandomPolicy.init)
    actor = NetworkPolicy(
      learner.policy, on: PolicyInput(encoder: task.encoder, head: head), parameters: learner.actor, samples: true)
    if configuration.noiseColor > 0 {
      actor.noise = ColoredNoise(
        color: configuration.noiseColor, count: environmentCount * head.actionSize, using: &generator)
    }
  }

  /// The distributions' modes.
  public var greedyPolicy: NetworkPolicy {
    NetworkPolicy(learner.policy, on: actor.input, parameters: learner.policyParameters)
  }

  /// The number of batches learned from.
  public var updateCount: Int { learner.updateCount }

  /// The status: diverged if a loss has.
  public var status: LearnerStatus { LearnerStatus(divergence: learner.divergence) }

  /// The losses, the entropy, the temperature and the step size.
  public var measurements: [Measurement] {
    learner.statistics.measurements + [
      Measurement("train/learning_rate", configuration.learningRate.value(at: progress))
    ]
  }

  /// Follows the schedules.
  public mutating func advance(to progress: Double) { self.progress = progress }

  /// Draws an action for every row; before learning starts, all are equally likely.
  public mutating func act(
    on observations: borrowing RowBuffer, into actions: inout RowBuffer, using generator: inout RandomGenerator
  ) {
    if steps < configuration.learningStarts, let random {
      random.act(on: observations, into: &actions, using: &generator)
    } else {
      actor.act(on: observations, into: &actions, using: &generator)
    }
  }

  /// Adds a step to the replay.
  public mutating func observe(
    _ transitions: borrowing Transitions, using generator: inout RandomGenerator
  ) {
    let before = steps
    steps += transitions.count
    learner.replay.append(transitions)
    isLearningDue =
      steps >= configuration.learningStarts && (before..<steps).passesMultiple(of: configuration.trainingInterval)
  }

  /// Learns from some batches if it is time.
  public mutating func learn(using generator: inout RandomGenerator) {
    guard isLearningDue else { return }
    isLearningDue = false
    learner.learn(fromBatches: configuration.gradientSteps, at: progress, using: &generator)
    actor.parameters = learner.actor
  }

  /// Keeps the running episodes as truncated; the next observations begin new ones.
  public mutating func discardEpisodes() { learner.replay.endEpisodes() }
}

extension SoftActorCriticAgent {
  /// Exchanges the part that learns, and the number of steps.
  public mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.version(1)
    try scope.exchange("steps", count: &steps)
    try scope.exchange("learner", &learner)
    try scope.exchange("noise", &actor.noise)
    if scope.isReading { actor.parameters = learner.actor }
  }
}
