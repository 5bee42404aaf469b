import Simulation

/// A policy that repeats the actions of a recorded episode, step by step.
///
/// In the environment that it was recorded in, started with its ``seed``, everything comes out as it did then. Past the
/// episode's end, which another environment may not reach, it repeats the last action.
public struct EpisodeReplay<ObservationScalar: SpaceScalar, ActionScalar: SpaceScalar>: Policy {
  /// The seed with which the environment is to be started.
  public let seed: UInt64

  private let episode: Episode<ObservationScalar, ActionScalar>
  private var step = 0

  /// Makes the policy; `nil` if the episode has no seed or no steps.
  public init?(_ episode: Episode<ObservationScalar, ActionScalar>) {
    guard let seed = episode.seed, episode.length > 0 else { return nil }
    self.seed = seed
    self.episode = episode
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
    let size = episode.actionSize
    let action = episode.action(min(step, episode.length - 1))
    var numbers = actions.mutableNumbers(as: ActionScalar.self)
    for index in numbers.indices { numbers[index] = action[action.startIndex + index % size] }
    step += 1
  }
}
