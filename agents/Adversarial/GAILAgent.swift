import Demonstrations
import NeuralNet
import Simulation
import Training

/// Generative adversarial imitation learning, with deep Q-learning as the learner.
///
/// Ho and Ermon (2016), "Generative adversarial imitation learning". A discriminator D(s, a) learns to tell the
/// expert's pairs of states and actions from the learner's own; the learner is paid for what D takes for the expert's.
/// Where the two cannot be told apart any more, the learner does what the expert does. The environment's rewards are
/// never looked at.
///
/// The learner is a ``DQNAgent``, so that it learns from what it did long ago, as in Kostrikov and others (2019); what
/// it is paid is made anew of the newest D whenever transitions are drawn from the replay.
public struct GAILAgent: Agent {
  /// The settings.
  public let configuration: GAILConfiguration
  /// The agent that acts and learns, which is paid by the discriminator.
  public internal(set) var dqn: DQNAgent
  var judge: DiscriminatorLearner
  private var progress = 0.0
  private var isJudgingDue = false
  /// Zeros in place of the rewards that the environments pay.
  private let noRewards: Column<Double>

  /// Makes an agent with fresh networks and an empty replay.
  ///
  /// - Parameters:
  ///   - episodes: What the expert did.
  ///   - task: The task, with its encoder: no stacks of frames, and one category to act with, from 0 on.
  ///   - environmentCount: How many environments are acted in at a time.
  ///   - configuration: The settings.
  ///   - generator: The source of the networks' first parameters.
  /// - Throws: `ConfigurationError` if the replay would be larger than the machine's memory.
  /// - Precondition: The episodes have a step, and nothing in them is out of the task's ranges.
  public init(
    imitating episodes: [Episode], in task: EncodedTask, environmentCount: Int,
    configuration: GAILConfiguration = GAILConfiguration(),
    using generator: inout RandomGenerator
  ) throws(ConfigurationError) {
    self.configuration = configuration
    let expert = StateActionPairs(of: episodes, in: task, absorbing: configuration.discriminator.absorbing)
    precondition(expert.count > 0, "there is nothing to imitate in \(episodes.count) episodes without a step")
    dqn = try DQNAgent(
      in: task, environmentCount: environmentCount, configuration: configuration.learner, using: &generator)
    judge = DiscriminatorLearner(
      task, expert: expert, configuration: configuration.discriminator, using: &generator)
    noRewards = Column(repeating: 0, count: environmentCount)
    payByDiscriminator()
  }

  /// The policy that DQN has learned.
  public var greedyPolicy: DQNPolicy { dqn.greedyPolicy }

  /// The number of batches that DQN has learned from.
  public var updateCount: Int { dqn.updateCount }

  /// DQN's measurements, and the discriminator's loss, accuracies and rewards.
  public var measurements: [Measurement] { dqn.measurements + judge.statistics.measurements }

  /// The status: diverged if one of the two has.
  public var status: LearnerStatus { judge.divergence.map(LearnerStatus.diverged) ?? dqn.status }

  /// Follows the schedules.
  public mutating func advance(to progress: Double) {
    self.progress = progress
    dqn.advance(to: progress)
  }

  /// Acts as DQN does while it explores.
  public mutating func act(
    on observations: borrowing RowBuffer, into actions: inout RowBuffer, using generator: inout RandomGenerator
  ) { act(on: observations, allowing: .none, into: &actions, using: &generator) }

  /// Acts as DQN does while it explores what is allowed.
  public mutating func act(
    on observations: borrowing RowBuffer, allowing masks: ActionMasks, into actions: inout RowBuffer,
    using generator: inout RandomGenerator
  ) { dqn.act(on: observations, allowing: masks, into: &actions, using: &generator) }

  /// Adds a step to the replay, without its rewards, and its pairs to the discriminator's data.
  public mutating func observe(
    _ transitions: borrowing Transitions, using generator: inout RandomGenerator
  ) {
    judge.observe(transitions)
    var unpaid = copy transitions
    unpaid.outcome.rewards = noRewards
    let before = dqn.steps
    dqn.observe(unpaid, using: &generator)
    isJudgingDue =
      dqn.steps >= configuration.learner.learningStarts
      && (before..<dqn.steps).passesMultiple(of: configuration.discriminator.interval)
  }

  /// Updates the discriminator if it is time, then DQN.
  public mutating func learn(using generator: inout RandomGenerator) {
    if isJudgingDue { improveDiscriminator(using: &generator) }
    isJudgingDue = false
    if judge.divergence == nil { dqn.learn(using: &generator) }
  }

  /// Keeps the running episodes as truncated; the next observations begin new ones.
  public mutating func discardEpisodes() { dqn.discardEpisodes() }

  private mutating func improveDiscriminator(using generator: inout RandomGenerator) {
    let reward = AdversarialReward(judge.discriminator, configuration)
    for _ in 0..<configuration.discriminator.updates where judge.divergence == nil {
      judge.update(at: progress, paying: reward, using: &generator)
    }
    payByDiscriminator()
  }

  /// Lets DQN learn from the rewards of the discriminator as it is now.
  mutating func payByDiscriminator() {
    dqn.learn(fromRewardsOf: AdversarialReward(judge.discriminator, configuration))
  }
}

extension StateActionPairs {
  /// The pairs of some episodes; where one has terminated, also its absorbing pair.
  init(of episodes: [Episode], in task: EncodedTask, absorbing: Bool) {
    let count = episodes.reduce(0) { $0 + $1.length + 1 }
    self.init(
      task.specification.observationLayout, actionCount: task.head.outputCount, capacity: max(1, count))
    for episode in episodes {
      for step in 0..<episode.length { append(step, of: episode.observations, action: episode.actions[step]) }
      guard absorbing, episode.ending == .terminated else { continue }
      append(episode.length, of: episode.observations, action: Self.absorbed)
    }
  }
}
