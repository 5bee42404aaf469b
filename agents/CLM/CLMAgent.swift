import NeuralNet
import Simulation
import Training

/// The creative learning model: a DQN and two adversaries that teach each other.
///
/// The agent acts, and learns from what came of it and from what a generator imagines would come of other actions. A
/// discriminator learns to tell what was imagined from what has happened; the generator learns to deceive it, to be right,
/// and to imagine what the agent has most to learn from. The README in this folder has the losses and their order.
public struct CLMAgent: Agent {
  /// The settings.
  public let configuration: CLMConfiguration
  /// The DQN agent that acts, and learns from experience and imagination.
  public internal(set) var dqn: DQNAgent
  /// The replay that the world model learns from; DQN's own may remember less.
  var history: ReplayBuffer
  /// The newest imagined transitions.
  var imagined: ImaginedTransitions
  /// The world model, which imagines transitions; `nil` before enough were observed.
  var world: WorldModel?
  /// The teacher, which generates levels; `nil` if episodes are drawn as usual.
  var levels: LevelTeacher?
  var statistics = CLMStatistics()
  private var progress = 0.0
  /// The number of environment steps that were observed before the newest transitions.
  private var before = 0

  /// Makes an agent with fresh networks and an empty replay.
  ///
  /// - Parameters:
  ///   - task: The task, with its encoder: it observes numbers and acts with one category, from 0 on.
  ///   - environmentCount: How many environments are acted in at a time.
  ///   - configuration: The settings.
  ///   - generator: The source of the networks' first parameters.
  /// - Throws: `ConfigurationError` if what is remembered would be larger than the machine's memory.
  public init(
    in task: EncodedTask, environmentCount: Int,
    configuration: CLMConfiguration = CLMConfiguration(), using generator: inout RandomGenerator
  ) throws(ConfigurationError) {
    self.configuration = configuration
    dqn = try DQNAgent(
      in: task, environmentCount: environmentCount, configuration: configuration.agent, using: &generator)
    history = try ReplayBuffer(
      capacity: configuration.world.worldCapacity, environmentCount: environmentCount,
      observations: task.specification.observationLayout)
    imagined = ImaginedTransitions(
      capacity: configuration.world.imaginedCapacity,
      observationSize: task.specification.observationLayout.scalarCount)
  }

  /// The policy that DQN has learned.
  public var greedyPolicy: DQNPolicy { dqn.greedyPolicy }

  /// The number of batches that DQN has learned from.
  public var updateCount: Int { dqn.updateCount }

  /// The measurements of DQN, of the world model and of levels.
  public var measurements: [Measurement] {
    dqn.measurements + statistics.measurements(share: share) + (levels?.measurements ?? [])
  }

  /// The status: diverged if DQN has; a world or levels that cannot go on are done without.
  public var status: LearnerStatus {
    if case .diverged = dqn.status { return dqn.status }
    // Asked at every step: the list is made only where there is something to say.
    if statistics.notice == nil, levels?.diary.fault == nil { return .learning }
    return .impaired([statistics.notice, levels?.diary.fault].compactMap(\.self))
  }

  /// Follows the schedules.
  public mutating func advance(to progress: Double) {
    self.progress = progress
    dqn.advance(to: progress)
    levels?.curriculum.share = configuration.levels.levelShare.value(at: progress)
  }

  /// Acts as DQN does while it explores.
  public mutating func act(
    on observations: borrowing RowBuffer, into actions: inout RowBuffer, using generator: inout RandomGenerator
  ) {
    act(on: observations, allowing: .none, into: &actions, using: &generator)
  }

  /// Acts as DQN does while it explores what is allowed.
  public mutating func act(
    on observations: borrowing RowBuffer, allowing masks: ActionMasks, into actions: inout RowBuffer,
    using generator: inout RandomGenerator
  ) {
    levels?.curriculum.goOn()
    dqn.act(on: observations, allowing: masks, into: &actions, using: &generator)
  }

  /// Adds a step to the replay.
  public mutating func observe(
    _ transitions: borrowing Transitions, using generator: inout RandomGenerator
  ) {
    before = dqn.steps
    levels?.observe(transitions.outcome)
    history.append(transitions)
    dqn.observe(transitions, using: &generator)
  }

  /// Updates the adversaries if it is time, imagines, then updates DQN.
  public mutating func learn(using generator: inout RandomGenerator) {
    if configuration.world.imaginedShare > 0, dqn.steps >= configuration.world.worldStarts {
      improveWorld(using: &generator)
    }
    if isDue(every: configuration.levels.levelInterval) { levels?.improve(using: &generator) }
    dqn.learn(using: &generator)
  }

  /// Keeps the running episodes as truncated; the next observations begin new ones.
  public mutating func discardEpisodes() {
    levels?.discardEpisodes()
    history.endEpisodes()
    dqn.discardEpisodes()
  }

  /// ρ: the share of a batch that is imagined.
  var share: Double {
    guard statistics.fault == nil, !statistics.health.isCollapsed, imagined.count > 0 else { return 0 }
    let world = configuration.world
    guard world.adaptsShare, world.adversarialWeight > 0 else { return world.imaginedShare }
    return world.imaginedShare * min(1, max(0, 2 * (1 - statistics.health.accuracy)))
  }
}

extension CLMAgent {
  /// Returns true if the last step reached or passed a multiple of an interval.
  private func isDue(every interval: Int) -> Bool { (before..<dqn.steps).passesMultiple(of: interval) }

  private mutating func improveWorld(using generator: inout RandomGenerator) {
    guard statistics.fault == nil else { return }
    let settings = configuration.world
    let begins = world == nil
    let learns = begins || isDue(every: settings.worldInterval)
    let checks = begins || isDue(every: settings.worldCheckInterval)
    let imagines = begins || isDue(every: settings.imaginationInterval)
    guard learns || checks || imagines else { return }
    let (guide, replay) = dqn.guideAndReplay
    if begins {
      world = WorldModel(
        of: history, actionCount: dqn.network.architecture.actionCount, settings, configuration.adversaries,
        using: &generator)
    }
    if learns { study(guide, begins ? settings.worldWarmup : settings.worldUpdates, using: &generator) }
    if checks { check(using: &generator) }
    if imagines { imagine(replay, guide, using: &generator) }
    dqn.learn(alsoFrom: share > 0 ? imagined : nil, share: share)
  }

  private mutating func study(_ guide: ValueGuide, _ updates: Int, using generator: inout RandomGenerator) {
    let creativity = Float(configuration.world.creativity.value(at: progress))
    for _ in 0..<updates where statistics.fault == nil {
      guard
        let found = world?.learn(
          from: history, guide: guide, creativity: creativity, at: progress, using: &generator)
      else { return }
      statistics.update(discriminator: found.discriminator, generator: found.generator)
    }
    if statistics.fault != nil { imagined.removeAll() }
  }

  private mutating func check(using generator: inout RandomGenerator) {
    guard statistics.fault == nil, var world else { return }
    world.refresh(from: history, using: &generator)
    self.world = world
    statistics.health = WorldHealth(of: world, on: history, using: &generator)
    if statistics.health.isCollapsed { imagined.removeAll() }
  }

  private mutating func imagine(
    _ replay: ReplayBuffer, _ guide: ValueGuide, using generator: inout RandomGenerator
  ) {
    guard statistics.fault == nil, !statistics.health.isCollapsed, let world else { return }
    // While DQN holds them, filling would copy them.
    dqn.learn(alsoFrom: nil, share: 0)
    let outcome = Imagination(world: world, guide: guide).fill(&imagined, from: replay, using: &generator)
    statistics.update(outcome)
  }
}

extension DQNAgent {
  /// The value estimator, whose errors tell what a transition would teach, and the replay.
  var guideAndReplay: (ValueGuide, ReplayBuffer) {
    let scale = max(Float(core.statistics.absoluteError), 1e-3)
    return (
      ValueGuide(
        network: network, online: online, target: target, discount: Float(configuration.discount), scale: scale),
      core.replay
    )
  }
}
