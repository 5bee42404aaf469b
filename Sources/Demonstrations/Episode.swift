import Simulation

/// One recorded episode: its observations, actions, rewards and ending.
///
/// There is one observation more than there are actions: the last one is what the last action led to.
public struct Episode: Equatable, Sendable {
  /// The seed that `reset(seed:)` was given, if it was given one; with it the episode can be played again.
  public var seed: UInt64?
  /// The numbers that were drawn for the episode where parameters of the environment vary, by name.
  public var drawnParameters: [String: Double] = [:]
  /// Length + 1 rows.
  public private(set) var observations: RowBuffer
  /// Length rows.
  public private(set) var actions: RowBuffer
  /// The reward of every step.
  public private(set) var rewards: [Double] = []
  /// The episode's ending; `running` if it was broken off.
  public private(set) var ending = EpisodeStatus.running

  /// Begins an episode.
  ///
  /// - Parameters:
  ///   - observations: Rows, one of which is the first observation.
  ///   - row: Which one.
  ///   - actions: The layout of an action.
  ///   - seed: The seed with which it can be started again.
  public init(startingAt observations: RowBuffer, row: Int = 0, actingWith actions: RowLayout, seed: UInt64? = nil)
  {
    self.observations = RowBuffer(observations.layout, capacity: 16)
    self.observations.append(row..<row + 1, of: observations)
    self.actions = RowBuffer(actions, capacity: 16)
    self.seed = seed
  }

  /// Makes an episode from all its parts.
  ///
  /// - Precondition: There is one observation more than there are rewards, and an action for each reward.
  public init(
    observations: RowBuffer, actions: RowBuffer, rewards: [Double], ending: EpisodeStatus, seed: UInt64? = nil
  ) {
    precondition(
      observations.count == rewards.count + 1 && actions.count == rewards.count,
      "\(observations.count) observations and \(actions.count) actions do not make \(rewards.count) steps")
    self.observations = observations
    self.actions = actions
    self.rewards = rewards
    self.ending = ending
    self.seed = seed
  }

  /// Adds a step.
  ///
  /// - Parameters:
  ///   - actions: Rows, one of which is the action taken.
  ///   - reward: The reward for it.
  ///   - status: The status of the episode after it.
  ///   - observations: Rows, one of which is the observation after it.
  ///   - row: The row of both.
  /// - Precondition: The episode is not over.
  public mutating func append(
    action actions: RowBuffer, reward: Double, status: EpisodeStatus, observation observations: RowBuffer,
    row: Int = 0
  ) {
    precondition(ending == .running, "an episode that is over has no further step")
    self.actions.append(row..<row + 1, of: actions)
    rewards.append(reward)
    self.observations.append(row..<row + 1, of: observations)
    ending = status
  }

  /// The number of steps.
  public var length: Int { rewards.count }

  /// The sum of its rewards.
  public var episodeReturn: Double { rewards.reduce(0, +) }
}
