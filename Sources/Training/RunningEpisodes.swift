import Simulation

/// An agent's running episodes, with the actions that replay them up to here.
///
/// Environments cannot be stored in general. But an episode follows from the random stream at its start, which the
/// environments remember, and from the actions since, which are kept here.
@usableFromInline
struct RunningEpisodes {
  /// The environments of the episodes.
  @usableFromInline let environments: VectorTask
  /// The last step.
  @usableFromInline var transitions: Transitions
  /// Their returns and lengths so far, and those of the episodes that ended in the last step.
  @usableFromInline var statistics: EpisodeStatistics
  /// True once the episodes have begun.
  private(set) var haveBegun = false
  /// True until an agent that takes their first step has been told that they begin.
  @usableFromInline var areNew = false

  @usableFromInline var log: ActionLog

  /// Makes room for the episodes of some environments.
  init(in environments: VectorTask) {
    self.environments = environments
    transitions = Transitions(environments)
    statistics = EpisodeStatistics(count: environments.count)
    log = ActionLog(transitions.actions.layout, environments: environments.count)
  }

  /// Starts an episode in every environment.
  mutating func begin(seed: UInt64) {
    environments.reset(seed: seed, into: &transitions.outcome)
    statistics = EpisodeStatistics(count: environments.count)
    log.keepLast(0)
    (haveBegun, areNew) = (true, true)
  }

  /// Takes one step of an agent in every environment, and shows it the outcome: to learn from, and as a policy that
  /// remembers its episodes.
  @inlinable
  mutating func step<Actor: Agent>(with agent: inout Actor, using generator: inout RandomGenerator) {
    if areNew { agent.beginEpisodes() }
    areNew = false
    transitions.advance()
    agent.act(
      on: transitions.observations, allowing: ActionMasks(transitions.actionMasks), into: &transitions.actions,
      using: &generator)
    environments.step(transitions.actions, into: &transitions.outcome)
    log.append(transitions.actions, lengths: statistics.lengths)
    statistics.update(with: transitions.outcome)
    agent.observe(transitions, using: &generator)
    agent.observeOutcome(transitions.outcome)
  }
}

extension RunningEpisodes {
  /// The episodes as a checkpoint holds them; `nil` if they cannot be played again.
  func stored() -> StoredEpisodes? {
    let rounds = statistics.lengths.max() ?? 0
    guard let starts = environments.streams?.starts, rounds <= log.count else { return nil }
    return StoredEpisodes(
      starts: starts, lengths: statistics.lengths, returns: statistics.returns,
      observations: transitions.outcome.observations, actions: log.last(rounds))
  }

  /// Plays stored episodes again, up to where they were.
  ///
  /// All environments step together, each begins when it has no more steps to take than its episode had; what they
  /// did before is of no account.
  ///
  /// - Throws: If they come out differently.
  mutating func play(_ stored: StoredEpisodes) throws(EpisodesLost) {
    guard let streams = environments.streams else { throw .unknownStreams }
    let (rounds, count) = (stored.lengths.max() ?? 0, environments.count)
    for round in 0...rounds {
      for row in stored.lengths.indices where round == 0 || stored.lengths[row] == rounds - round {
        streams.beginEpisode(inRow: row, from: stored.starts[row], into: &transitions.outcome)
        statistics.restart(row: row)
      }
      guard round < rounds else { break }
      transitions.actions.copyRows(round * count..<(round + 1) * count, of: stored.actions, to: 0)
      environments.step(transitions.actions, into: &transitions.outcome)
      statistics.update(with: transitions.outcome)
    }
    guard statistics.lengths == stored.lengths, statistics.returns == stored.returns,
      transitions.outcome.observations == stored.observations
    else { throw .differing }
    log.replace(with: stored.actions)
    haveBegun = true
  }
}
