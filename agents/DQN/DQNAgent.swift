import NeuralNet
import Simulation
import Training

/// Deep Q-learning with a replay and a target network.
///
/// Mnih et al. (2015), "Human-level control through deep reinforcement learning", with the refinements that
/// ``DQNConfiguration`` switches on.
///
/// Every `trainingInterval` steps it draws batches of transitions (s, a, r, s′) from the replay and moves Q(s, a)
/// towards r + γ max Q̂(s′, ·), where the target network Q̂ is a copy of Q from some time ago. The value of what
/// follows is dropped after a termination and kept at a truncation.
///
/// With ``DQNConfiguration/overlapsLearning`` it learns on a second thread while it acts with the parameters from before.
/// The two meet at numbers of steps that the configuration sets, never at a time, so that a seed still repeats itself
/// bit for bit. Who asks for the parameters, or for anything else that is learned, waits for the second thread first.
public struct DQNAgent: Agent {
  /// The settings.
  public let configuration: DQNConfiguration
  /// The network.
  public let network: QNetwork
  /// The status, as far as known without waiting for a second thread: diverged if the network has.
  public private(set) var status = LearnerStatus.learning
  let task: EncodedTask
  /// The part that learns, here or on a second thread.
  var core: OverlappedLearner
  /// The parameters that act while a round is learning; `nil` if those that learn also act.
  var acting: Parameters?
  /// The number of environment steps observed.
  var steps = 0
  private var progress = 0.0
  private var actor: ActionValueEstimator
  private var isLearningDue = false

  /// Makes an agent with a fresh network and an empty replay.
  ///
  /// - Parameters:
  ///   - task: The task, with its encoder; it is acted in with one category, from 0 on.
  ///   - environmentCount: How many environments are acted in at a time.
  ///   - configuration: The settings.
  ///   - generator: The source of the network's first parameters.
  /// - Throws: `ConfigurationError` if the replay would be larger than the machine's memory.
  public init(
    in task: EncodedTask, environmentCount: Int,
    configuration: DQNConfiguration = DQNConfiguration(),
    using generator: inout RandomGenerator
  ) throws(ConfigurationError) {
    self.task = task
    self.configuration = configuration
    network = QNetwork(
      QNetwork.Architecture(
        featureShape: task.encoder.shape, partShapes: task.encoder.partShapes,
        hiddenSizes: configuration.hiddenSizes,
        actionCount: task.head.outputCount, isDueling: configuration.dueling))
    core = OverlappedLearner(
      try DQNLearner(
        network, in: task, environmentCount: environmentCount, configuration: configuration,
        using: &generator))
    actor = ActionValueEstimator(network, on: task.encoder)
  }

  /// The parameters of Q, the online network, as learned so far.
  public var online: Parameters { core.online }

  /// The parameters of Q̂, the target network.
  public var target: Parameters { core.target }

  /// The number of batches learned from.
  public var updateCount: Int { core.updateCount }

  /// The network's best actions.
  public var greedyPolicy: DQNPolicy {
    DQNPolicy(network: network, encoder: task.encoder, parameters: core.policyParameters)
  }

  /// Learns from now on from the rewards that a model makes, in place of those that were observed.
  ///
  /// They are made anew whenever transitions are drawn from the replay, so that they are always those of the newest model.
  ///
  /// - Precondition: Observations are no stacks of frames.
  public mutating func learn(fromRewardsOf model: some RewardModel) {
    precondition(
      task.encoder.frames == 1, "rewards cannot be made of stacks of \(task.encoder.frames) frames")
    core.rewardModel = model
  }

  /// Learns from now on from another source as well, such as a model that makes transitions up.
  ///
  /// - Parameters:
  ///   - source: The source; `nil` for none.
  ///   - share: The share of every batch that it fills, from 0 to 1.
  public mutating func learn(
    alsoFrom source: (any TransitionSource & Sendable)?, share: Double
  ) {
    precondition((0...1).contains(share), "\(share) is no share of a batch")
    core.otherSource = source
    core.otherShare = share
  }

  /// Loss, error, gradient and the schedules' values.
  public var measurements: [Measurement] {
    let explored =
      switch configuration.exploration(at: progress) {
      case .epsilonGreedy(let epsilon): Measurement("train/epsilon", epsilon)
      case .boltzmann(let temperature): Measurement("train/temperature", temperature)
      }
    let statistics = core.statistics
    return [
      explored, Measurement("train/learning_rate", configuration.learningRate.value(at: progress)),
      Measurement("train/loss", statistics.loss), Measurement("train/absolute_td_error", statistics.absoluteError),
      Measurement("train/gradient_norm", statistics.gradientNorm),
    ]
  }

  /// Follows the schedules.
  public mutating func advance(to progress: Double) { self.progress = progress }

  /// Explores; before learning starts, every action is drawn at random.
  public mutating func act(
    on observations: borrowing RowBuffer, into actions: inout RowBuffer, using generator: inout RandomGenerator
  ) {
    act(on: observations, allowing: .none, into: &actions, using: &generator)
  }

  /// Explores among what is allowed.
  public mutating func act(
    on observations: borrowing RowBuffer, allowing masks: ActionMasks, into actions: inout RowBuffer,
    using generator: inout RandomGenerator
  ) {
    var chosen = actions.mutableNumbers(as: Int.self)
    let (exploration, count) = (currentExploration, network.architecture.actionCount)
    var needsValues = false
    for row in chosen.indices {
      let blind = exploration.blindAction(of: count, allowing: masks, row: row, using: &generator)
      chosen[row] = blind ?? -1
      if blind == nil { needsValues = true }
    }
    guard needsValues else { return }
    actor.estimate(observations, with: acting ?? online)
    for row in chosen.indices where chosen[row] < 0 {
      chosen[row] = actor.withValues(ofRow: row) {
        exploration.action(for: $0, allowing: masks, row: row, using: &generator)
      }
    }
  }

  private var currentExploration: Exploration {
    steps < configuration.learningStarts ? .epsilonGreedy(1) : configuration.exploration(at: progress)
  }

  /// Adds a step to the replay, and lets the target network follow when it is time.
  public mutating func observe(
    _ transitions: borrowing Transitions, using generator: inout RandomGenerator
  ) {
    let before = steps
    steps += transitions.count
    core.observe(
      transitions, movingTarget: (before..<steps).passesMultiple(of: configuration.targetUpdateInterval))
    isLearningDue =
      steps >= configuration.learningStarts && (before..<steps).passesMultiple(of: configuration.trainingInterval)
  }

  /// Learns from some batches if it is time.
  ///
  /// With ``DQNConfiguration/overlapsLearning`` it waits for the batches of the time before, from now on acts with what
  /// they have taught, and leaves the new ones to the second thread.
  public mutating func learn(using generator: inout RandomGenerator) {
    guard isLearningDue else { return }
    isLearningDue = false
    let (count, progress) = (configuration.gradientSteps, progress)
    if configuration.overlapsLearning {
      acting = online
      status = LearnerStatus(divergence: core.divergence)
      core.startRound(ofBatches: count, at: progress)
    } else {
      core.change { $0.learn(fromBatches: count, at: progress, using: &generator) }
      status = LearnerStatus(divergence: core.divergence)
    }
  }

  /// Keeps the running episodes as truncated; the next observations begin new ones.
  public mutating func discardEpisodes() { core.change { $0.replay.endEpisodes() } }
}
