import Simulation

/// An agent, and the episodes that it acts in and learns from, step by step.
///
/// A trainer is compiled without knowledge of its agent. Each step is behind a closure that is made where the agent's
/// type is known, so that it is specialised; what is read between the steps stands before the agent, where its place
/// does not depend on the agent's size.
@usableFromInline
struct LearningLoop<Learner: Agent> {
  @usableFromInline typealias Episodes = RunningEpisodes<Learner.ObservationScalar, Learner.ActionScalar>

  /// How many environment steps were taken.
  @usableFromInline var steps = 0
  @usableFromInline var generator: RandomGenerator
  @usableFromInline var recentEpisodes = RecentEpisodes(capacity: 100)
  @usableFromInline var episodes: Episodes
  @usableFromInline var agent: Learner

  init(_ agent: Learner, in episodes: Episodes, using generator: RandomGenerator) {
    self.agent = agent
    self.episodes = episodes
    self.generator = generator
  }

  /// Takes one step in every environment and learns from it.
  ///
  /// - Parameter planned: How many environment steps the whole run has.
  /// - Returns: What the agent says has diverged.
  @inlinable
  mutating func step(of planned: Int) -> String? {
    agent.advance(to: Double(steps) / Double(planned))
    episodes.turn()
    agent.act(on: episodes.transitions.observations, into: &episodes.transitions.actions, using: &generator)
    episodes.step()
    steps += episodes.environments.count
    agent.observe(episodes.transitions, using: &generator)
    agent.learn(using: &generator)
    recentEpisodes.append(episodes.statistics.finished)
    return agent.divergence
  }
}
