import Simulation
import Training

/// An expert to be asked at every step, with its last actions.
///
/// An expert may remember its running episodes, such as the phase of a gait. That memory cannot be stored; but it
/// follows from what the expert has seen, which can be shown to it again.
struct ExpertAdvice<Observation: SpaceScalar, Action: SpaceScalar> {
  /// The expert's last action in each row.
  private(set) var actions: [Action] = []
  private var expert: any Policy<Observation, Action>

  init(of expert: any Policy<Observation, Action>) {
    self.expert = expert
    self.expert.beginEpisodes()
  }

  /// Asks the expert for an action in every row.
  ///
  /// - Parameters:
  ///   - observations: One after the other.
  ///   - count: How many numbers all actions have together.
  ///   - generator: The source of randomness of experts that need one.
  mutating func ask(
    about observations: Span<Observation>, count: Int, using generator: inout RandomGenerator
  ) {
    if actions.count != count { actions = Array(repeating: .zero, count: count) }
    Self.ask(&expert, about: observations, into: &actions, using: &generator)
  }

  private static func ask(
    _ expert: inout any Policy<Observation, Action>, about observations: Span<Observation>,
    into actions: inout [Action], using generator: inout RandomGenerator
  ) {
    var span = actions.mutableSpan
    expert.act(on: observations, into: &span, using: &generator)
  }

  /// Tells the expert the outcome of the last actions.
  mutating func observeOutcome(rewards: [Double], statuses: [EpisodeStatus]) {
    expert.observeOutcome(rewards: rewards, statuses: statuses)
  }

  /// Has the expert begin new episodes.
  mutating func beginEpisodes() { expert.beginEpisodes() }

  /// Shows the expert the running episodes again, from their starts.
  ///
  /// What it drew at random then it draws anew; a memory that rests on that comes out differently.
  ///
  /// - Parameters:
  ///   - lastRows: The row of each episode's last step; −1 for an episode without a step.
  ///   - data: The steps.
  mutating func showAgain(_ lastRows: [Int], of data: EpisodeRows<Observation, Action>) {
    let episodes = lastRows.map { data.steps(upTo: $0) }
    let (rounds, size) = (episodes.map(\.count).max() ?? 0, data.observationSize)
    var observations = [Observation](repeating: .zero, count: episodes.count * size)
    var generator = RandomGenerator(seed: 0)
    expert.beginEpisodes()
    for round in 0..<rounds {
      var rewards = [Double](repeating: 0, count: episodes.count)
      var statuses = [EpisodeStatus](repeating: .running, count: episodes.count)
      for (index, episode) in episodes.enumerated() {
        // Shorter episodes begin later; what is seen until then is of no account, but it must be an observation.
        let step = round - (rounds - episode.count)
        let row = episode.isEmpty ? 0 : episode[max(step, 0)]
        observations.put(data.observations, row * size..<(row + 1) * size, at: index * size)
        if step >= 0 { rewards[index] = data.rewards[row] }
        if step == -1 { statuses[index] = .truncated }
      }
      withExtendedLifetime(observations) {
        ask(about: observations.span, count: episodes.count * data.actionSize, using: &generator)
      }
      expert.observeOutcome(rewards: rewards, statuses: statuses)
    }
  }
}
