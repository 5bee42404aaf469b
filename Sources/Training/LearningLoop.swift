import Simulation

/// A learner, and the episodes that it acts in, if it does, step by step.
///
/// A trainer is compiled without knowledge of its learner. Each step is behind a closure that is made where the
/// learner's type is known, so that it is specialised; what is read between the steps stands before the learner, where
/// its place does not depend on the learner's size.
@usableFromInline
struct LearningLoop<Student: Learner> {
  /// The number of steps taken: environment steps of an agent, updates of a learner that does not act.
  @usableFromInline var steps = 0
  @usableFromInline var generator: RandomGenerator
  @usableFromInline var recentEpisodes = RecentEpisodes(capacity: 100)
  /// The agent's running episodes; `nil` for a learner that does not act.
  @usableFromInline var episodes: RunningEpisodes?
  @usableFromInline var learner: Student

  init(_ learner: Student, in episodes: RunningEpisodes?, using generator: RandomGenerator) {
    self.learner = learner
    self.episodes = episodes
    self.generator = generator
  }

  /// Starts an episode in every environment, if there are any and they have not begun.
  mutating func beginEpisodes(seed: UInt64) {
    guard let episodes, !episodes.haveBegun else { return }
    self.episodes?.begin(seed: seed)
  }

  /// Takes one step of a learner that does not act.
  ///
  /// - Parameter planned: The number of steps of the whole run.
  /// - Returns: The learner's status after it.
  @inlinable
  mutating func study(of planned: Int) -> LearnerStatus {
    learner.advance(to: Double(steps) / Double(planned))
    learner.learn(using: &generator)
    steps += 1
    return learner.status
  }
}

extension LearningLoop where Student: Agent {
  /// Takes one step in every environment and learns from it.
  ///
  /// - Parameter planned: The number of environment steps of the whole run.
  /// - Returns: The agent's status after it.
  @inlinable
  mutating func practice(of planned: Int) -> LearnerStatus {
    learner.advance(to: Double(steps) / Double(planned))
    episodes?.step(with: &learner, using: &generator)
    steps += episodes?.environments.count ?? 0
    learner.learn(using: &generator)
    if let finished = episodes?.statistics.finished { recentEpisodes.append(finished) }
    return learner.status
  }
}
