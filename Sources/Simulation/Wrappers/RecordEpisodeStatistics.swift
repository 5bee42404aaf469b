/// Keeps the return and length of the current episode and of the last finished one.
///
/// Counterpart of `gymnasium.wrappers.RecordEpisodeStatistics`; batches use ``EpisodeStatistics``.
public struct RecordEpisodeStatistics<Base: Environment & ~Copyable>: Environment, ~Copyable {
  /// The environment inside.
  public var base: Base
  /// The sum of rewards of the current episode so far.
  public private(set) var episodeReturn = 0.0
  /// The steps of the current episode so far.
  public private(set) var episodeLength = 0
  /// The last episode that ended, if one did.
  public private(set) var lastEpisode: EpisodeStatistics.Episode?

  /// Records the episodes of `base`.
  public init(_ base: consuming Base) { self.base = base }

  /// The space of the environment inside.
  public var observationSpace: Base.ObservationSpace { base.observationSpace }
  /// The space of the environment inside.
  public var actionSpace: Base.ActionSpace { base.actionSpace }

  /// Starts an episode and its record.
  public mutating func reset(
    seed: UInt64?, into observation: inout MutableSpan<Base.ObservationSpace.Scalar>
  ) {
    (episodeReturn, episodeLength) = (0, 0)
    base.reset(seed: seed, into: &observation)
  }

  /// Advances by one step and adds it to the record.
  public mutating func step(
    _ action: Span<Base.ActionSpace.Scalar>,
    into observation: inout MutableSpan<Base.ObservationSpace.Scalar>
  ) -> StepResult {
    let result = base.step(action, into: &observation)
    episodeReturn += result.reward
    episodeLength += 1
    if result.status.isFinished {
      lastEpisode = EpisodeStatistics.Episode(
        row: 0, episodeReturn: episodeReturn, length: episodeLength, status: result.status)
    }
    return result
  }
}

extension RecordEpisodeStatistics: Copyable where Base: Copyable {}
