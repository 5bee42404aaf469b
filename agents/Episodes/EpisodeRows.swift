import Demonstrations
import Simulation

/// The steps of episodes as rows, for learners that draw single steps.
///
/// Whole episodes are added one after the other; running ones may be added step by step, several in turn. Either way each
/// row knows the row of the step before it, so that a few steps of history can be looked up.
public struct EpisodeRows: Sendable {
  /// The observation before each step.
  public internal(set) var observations: RowBuffer
  /// The action of each step.
  public internal(set) var actions: RowBuffer
  /// The reward of each step.
  public internal(set) var rewards: [Double] = []
  /// The row of the step before in the same episode; −1 for an episode's first step.
  public internal(set) var predecessors: [Int] = []

  /// Makes room for steps, without any yet.
  public init(observations: RowLayout, actions: RowLayout) {
    self.observations = RowBuffer(observations, capacity: 0)
    self.actions = RowBuffer(actions, capacity: 0)
  }

  /// Lines up the steps of episodes of a task; their final observations are left out.
  public init(_ episodes: some Sequence<Episode>, of task: TaskSpecification) {
    self.init(observations: task.observationLayout, actions: task.actionLayout)
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
  /// - Precondition: Its observations and actions have the layouts of the others.
  public mutating func append(_ episode: Episode) {
    guard episode.length > 0 else { return }
    predecessors.append(-1)
    predecessors.append(contentsOf: count..<count + episode.length - 1)
    observations.append(0..<episode.length, of: episode.observations)
    actions.append(0..<episode.length, of: episode.actions)
    rewards.append(contentsOf: episode.rewards)
  }

  /// Adds a step of a running episode.
  ///
  /// - Parameters:
  ///   - row: The row of the step's observation and action.
  ///   - observations: Rows, one of which was seen before it.
  ///   - actions: Rows, one of which was done.
  ///   - reward: What it earned.
  ///   - predecessor: The row of the step before in the same episode; −1 if it is the first.
  /// - Precondition: The rows have the layouts of the others.
  public mutating func append(
    _ row: Int, of observations: borrowing RowBuffer, actions: borrowing RowBuffer, reward: Double,
    after predecessor: Int
  ) {
    precondition((-1..<count).contains(predecessor), "row \(predecessor) cannot stand before row \(count)")
    self.observations.append(row..<row + 1, of: observations)
    self.actions.append(row..<row + 1, of: actions)
    rewards.append(reward)
    predecessors.append(predecessor)
  }
}
