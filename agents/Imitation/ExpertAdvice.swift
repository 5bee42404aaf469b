import Simulation
import Training

/// An expert to be asked at every step, with its last actions.
///
/// An expert may remember its running episodes, such as the phase of a gait. That memory cannot be stored; but it
/// follows from what the expert has seen, which can be shown to it again.
struct ExpertAdvice {
  /// The expert's last action in each row.
  private(set) var actions = RowBuffer(RowLayout(.int64, shape: []), count: 0)
  private var expert: any Policy

  init(of expert: any Policy) {
    self.expert = expert
    self.expert.beginEpisodes()
  }

  /// Asks the expert for an action in every row.
  ///
  /// - Parameters:
  ///   - observations: One observation per row.
  ///   - masks: What is allowed.
  ///   - layout: The layout of an action.
  ///   - generator: The source of randomness of experts that need one.
  mutating func ask(
    about observations: borrowing RowBuffer, allowing masks: ActionMasks = .none, _ layout: RowLayout,
    using generator: inout RandomGenerator
  ) {
    if actions.count != observations.count || actions.layout != layout {
      actions = RowBuffer(layout, count: observations.count)
    }
    expert.act(on: observations, allowing: masks, into: &actions, using: &generator)
  }

  /// Tells the expert the outcome of the last actions.
  mutating func observeOutcome(_ outcome: borrowing StepBatch) {
    expert.observeOutcome(outcome)
  }

  /// Has the expert begin new episodes.
  mutating func beginEpisodes() { expert.beginEpisodes() }

  /// Shows the expert the running episodes again, from their starts.
  ///
  /// An expert that draws at random draws anew, so that a memory of its draws comes out differently.
  ///
  /// - Parameters:
  ///   - lastRows: The row of each episode's last step; −1 for an episode without a step.
  ///   - data: The steps.
  mutating func showAgain(_ lastRows: [Int], of data: EpisodeRows) {
    let episodes = lastRows.map { data.steps(upTo: $0) }
    let rounds = episodes.map(\.count).max() ?? 0
    var outcome = StepBatch(count: episodes.count, observations: data.observations.layout)
    var generator = RandomGenerator(seed: 0)
    expert.beginEpisodes()
    for round in 0..<rounds {
      for (index, episode) in episodes.enumerated() {
        // Shorter episodes begin later; what is seen until then is of no account, but it must be an observation.
        let step = round - (rounds - episode.count)
        let row = episode.isEmpty ? 0 : episode[max(step, 0)]
        outcome.observations.copyRows(row..<row + 1, of: data.observations, to: index)
        outcome.rewards[index] = step >= 0 ? data.rewards[row] : 0
        outcome.statuses[index] = step == -1 ? .truncated : .running
      }
      ask(about: outcome.observations, data.actions.layout, using: &generator)
      expert.observeOutcome(outcome)
    }
  }
}
