import Simulation

/// A policy that repeats the actions of a recorded episode, step by step.
///
/// In the environment that it was recorded in, started with its ``seed``, everything comes out as it did then. Past the
/// episode's end, which another environment may not reach, it repeats the last action.
public struct EpisodeReplay: Policy {
  /// The seed with which the environment is to be started.
  public let seed: UInt64

  private let recorded: RowBuffer
  private var step = 0

  /// Makes the policy; `nil` if the episode has no seed, no steps, or other actions.
  ///
  /// - Parameters:
  ///   - episode: The episode.
  ///   - actions: The layout of an action in the environment; `nil` for the recorded one.
  public init?(_ episode: Episode, actingWith actions: RowLayout? = nil) {
    guard let seed = episode.seed, episode.length > 0,
      let recorded = episode.actions.converted(to: actions ?? episode.actions.layout)
    else { return nil }
    self.seed = seed
    self.recorded = recorded
  }

  /// Begins with the first action again.
  public mutating func beginEpisodes() { step = 0 }

  /// Begins with the first action again where the episode is over.
  public mutating func observeOutcome(_ outcome: borrowing StepBatch) {
    if outcome.statuses[0].isFinished { step = 0 }
  }

  /// Writes the next action for every row.
  public mutating func act(
    on observations: borrowing RowBuffer, into actions: inout RowBuffer, using generator: inout RandomGenerator
  ) {
    let step = min(step, recorded.count - 1)
    for row in 0..<actions.count { actions.copyRows(step..<step + 1, of: recorded, to: row) }
    self.step += 1
  }
}
