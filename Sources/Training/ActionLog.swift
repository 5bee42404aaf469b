import Simulation

/// The last actions of a batch, one round after the other, back to where the longest running episode began.
///
/// Older rounds are dropped many at a time, in place: as long as episodes keep their lengths, nothing is allocated.
@usableFromInline
struct ActionLog<Action: SpaceScalar> {
  /// The rounds, each an action per environment.
  @usableFromInline var actions: [Action] = []

  @usableFromInline let roundSize: Int
  /// The number of rounds kept before the old ones are dropped.
  @usableFromInline var capacity = 64
  @usableFromInline let limit: Int

  /// Makes an empty log.
  ///
  /// - Parameters:
  ///   - roundSize: The number of numbers in the actions of a batch.
  ///   - limit: The largest number of rounds in an episode for all its actions to be kept.
  init(roundSize: Int, limit: Int? = nil) {
    self.roundSize = roundSize
    self.limit = limit ?? Self.roundLimit(roundSize: roundSize)
  }

  /// The default limit on the rounds of an episode.
  ///
  /// Some thousand steps, as most time limits ask for; more where that takes little memory. A task without an end must
  /// not fill it.
  static func roundLimit(roundSize: Int) -> Int { max(2048, (1 << 22) / roundSize) }

  /// The number of rounds.
  @inlinable var count: Int { actions.count / roundSize }

  /// Adds a round.
  ///
  /// - Parameters:
  ///   - round: The actions.
  ///   - lengths: The number of earlier rounds that belong to each running episode.
  @inlinable
  mutating func append(_ round: [Action], lengths: [Int]) {
    if count == capacity {
      keepLast(min(lengths.max() ?? 0, limit))
      if count > capacity / 2 {
        capacity *= 2
        actions.reserveCapacity(capacity * roundSize)
      }
    }
    actions.append(contentsOf: round)
  }

  /// Drops all but the last rounds.
  @usableFromInline
  mutating func keepLast(_ rounds: Int) {
    actions.removeFirst(max(0, actions.count - rounds * roundSize))
  }

  /// Puts other rounds in the place of these.
  mutating func replace(with rounds: [Action]) {
    actions = rounds
    capacity = max(64, 2 * count)
  }
}
