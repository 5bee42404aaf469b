import Simulation

/// One recorded episode: its observations, actions, rewards and ending.
///
/// There is one observation more than there are actions: the last one is what the last action led to.
public struct Episode<Observation: SpaceScalar, Action: SpaceScalar>: Equatable, Sendable {
  /// The seed that `reset(seed:)` was given, if it was given one; with it the episode can be played again.
  public var seed: UInt64?
  /// Length + 1 rows of numbers, one observation after the other.
  public private(set) var observations: [Observation]
  /// Length rows of numbers, one action after the other.
  public private(set) var actions: [Action] = []
  /// The reward of every step.
  public private(set) var rewards: [Double] = []
  /// The episode's ending; `running` if it was broken off.
  public private(set) var ending = EpisodeStatus.running

  /// Begins an episode.
  ///
  /// - Parameters:
  ///   - observation: The first observation.
  ///   - seed: The seed with which it can be started again.
  public init(startingAt observation: [Observation], seed: UInt64? = nil) {
    observations = observation
    self.seed = seed
  }

  /// Makes an episode from all its parts.
  ///
  /// - Precondition: There is one observation more than there are rewards, and an action for each reward.
  public init(
    observations: [Observation], actions: [Action], rewards: [Double], ending: EpisodeStatus, seed: UInt64? = nil
  ) {
    let length = rewards.count
    precondition(
      observations.count % (length + 1) == 0 && (length == 0 ? actions.isEmpty : actions.count % length == 0),
      "\(observations.count) observed numbers and \(actions.count) acted ones do not make \(length) steps")
    self.observations = observations
    self.actions = actions
    self.rewards = rewards
    self.ending = ending
    self.seed = seed
  }

  /// Adds a step.
  ///
  /// - Parameters:
  ///   - action: The action taken.
  ///   - reward: The reward for it.
  ///   - status: The status of the episode after it.
  ///   - observation: The observation after it.
  /// - Precondition: The episode is not over.
  public mutating func append(
    action: some Sequence<Action>, reward: Double, status: EpisodeStatus, observation: some Sequence<Observation>
  ) {
    precondition(ending == .running, "an episode that is over has no further step")
    actions.append(contentsOf: action)
    rewards.append(reward)
    observations.append(contentsOf: observation)
    ending = status
  }

  /// The number of steps.
  public var length: Int { rewards.count }

  /// The sum of its rewards.
  public var episodeReturn: Double { rewards.reduce(0, +) }

  /// The number of numbers in an observation.
  public var observationSize: Int { observations.count / (length + 1) }

  /// The number of numbers in an action; 0 as long as there is none.
  public var actionSize: Int { length == 0 ? 0 : actions.count / length }

  /// Returns the observation before a step; at ``length`` the last one.
  public func observation(_ step: Int) -> ArraySlice<Observation> {
    observations[step * observationSize..<(step + 1) * observationSize]
  }

  /// Returns the action of a step.
  public func action(_ step: Int) -> ArraySlice<Action> { actions[step * actionSize..<(step + 1) * actionSize] }
}
