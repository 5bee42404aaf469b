import Demonstrations
import Simulation

/// The steps of episodes as rows: each kind of number in one flat array, for learners that draw single steps.
///
/// Whole episodes are added one after the other; running ones may be added step by step, several in turn. Either way each
/// row knows the row of the step before it, so that a few steps of history can be looked up.
public struct EpisodeRows<Observation: SpaceScalar, Action: SpaceScalar>: Sendable {
  /// The number of components of an observation.
  public let observationSize: Int
  /// The number of components of an action.
  public let actionSize: Int
  /// The observation before each step, one row after the other.
  public internal(set) var observations: [Observation] = []
  /// The action of each step, one row after the other.
  public internal(set) var actions: [Action] = []
  /// The reward of each step.
  public internal(set) var rewards: [Double] = []
  /// The row of the step before in the same episode; −1 for an episode's first step.
  public internal(set) var predecessors: [Int] = []

  /// Makes room for steps, without any yet.
  public init(observationSize: Int, actionSize: Int) {
    precondition(
      observationSize > 0 && actionSize > 0,
      "rows of \(observationSize) observed numbers and \(actionSize) acted ones cannot be told apart")
    self.observationSize = observationSize
    self.actionSize = actionSize
  }

  /// Lines up the steps of episodes; their final observations are left out.
  public init(
    _ episodes: some Sequence<Episode<Observation, Action>>, observationSize: Int, actionSize: Int
  ) {
    self.init(observationSize: observationSize, actionSize: actionSize)
    for episode in episodes { append(episode) }
  }

  /// The number of steps.
  public var count: Int { rewards.count }

  /// The rows of an episode, from its first step up to one of its steps; none for −1.
  func steps(upTo row: Int) -> [Int] {
    var (steps, row) = ([Int](), row)
    while row >= 0 {
      steps.append(row)
      row = predecessors[row]
    }
    return steps.reversed()
  }

  /// Adds the steps of a whole episode.
  ///
  /// - Precondition: Its observations and actions have the sizes of the others.
  public mutating func append(_ episode: Episode<Observation, Action>) {
    guard episode.length > 0 else { return }
    precondition(
      episode.observationSize == observationSize && episode.actionSize == actionSize,
      "an episode of \(episode.observationSize) observed numbers and \(episode.actionSize) acted ones does not fit "
        + "rows of \(observationSize) and \(actionSize)")
    predecessors.append(-1)
    predecessors.append(contentsOf: count..<count + episode.length - 1)
    observations.append(contentsOf: episode.observations.dropLast(observationSize))
    actions.append(contentsOf: episode.actions)
    rewards.append(contentsOf: episode.rewards)
  }

  /// Adds a step of a running episode.
  ///
  /// - Parameters:
  ///   - observation: What was seen before it.
  ///   - action: What was done.
  ///   - reward: What it earned.
  ///   - predecessor: The row of the step before in the same episode; −1 if it is the first.
  public mutating func append(
    observation: Span<Observation>, action: Span<Action>, reward: Double, after predecessor: Int
  ) {
    precondition(
      observation.count == observationSize && action.count == actionSize,
      "a step of \(observation.count) observed numbers and \(action.count) acted ones does not fit rows of "
        + "\(observationSize) and \(actionSize)")
    precondition((-1..<count).contains(predecessor), "row \(predecessor) cannot stand before row \(count)")
    for index in observation.indices { observations.append(observation[index]) }
    for index in action.indices { actions.append(action[index]) }
    rewards.append(reward)
    predecessors.append(predecessor)
  }
}
