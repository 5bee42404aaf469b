import Simulation

/// A learner, and the episodes that it acts in, if it does, step by step.
///
/// A trainer is compiled without knowledge of its learner. Each step is behind a closure that is made where the
/// learner's type is known, so that it is specialised; what is read between the steps stands before the learner, where
/// its place does not depend on the learner's size.
@usableFromInline
struct LearningLoop<Student: Learner> {
  @usableFromInline typealias Episodes = RunningEpisodes<Student.ObservationScalar, Student.ActionScalar>

  /// How many steps were taken: in environments, or else updates.
  @usableFromInline var steps = 0
  @usableFromInline var generator: RandomGenerator
  @usableFromInline var recentEpisodes = RecentEpisodes(capacity: 100)
  /// The episodes that an agent is in the middle of; a learner that does not act has none.
  @usableFromInline var episodes: Episodes?
  @usableFromInline var learner: Student

  init(_ learner: Student, in episodes: Episodes?, using generator: RandomGenerator) {
    self.learner = learner
    self.episodes = episodes
    self.generator = generator
  }

  /// Starts an episode in every environment, if there are any and they have not begun.
  mutating func beginEpisodes(seed: UInt64) {
    guard let episodes, !episodes.haveBegun else { return }
    self.episodes?.begin(seed: seed)
  }

  /// Learns from what is there already.
  ///
  /// - Parameter planned: How many steps the whole run has.
  /// - Returns: What the learner says has diverged.
  @inlinable
  mutating func study(of planned: Int) -> String? {
    learner.advance(to: Double(steps) / Double(planned))
    learner.learn(using: &generator)
    steps += 1
    return learner.divergence
  }
}

extension LearningLoop where Student: Agent {
  /// Takes one step in every environment and learns from it.
  ///
  /// - Parameter planned: How many environment steps the whole run has.
  /// - Returns: What the agent says has diverged.
  @inlinable
  mutating func practice(of planned: Int) -> String? {
    learner.advance(to: Double(steps) / Double(planned))
    episodes?.step(with: &learner, using: &generator)
    steps += episodes?.environments.count ?? 0
    learner.learn(using: &generator)
    if let finished = episodes?.statistics.finished { recentEpisodes.append(finished) }
    return learner.divergence
  }
}
