import Simulation

/// The last actions of a batch, one round after the other, back to where the longest running episode began.
///
/// Older rounds are dropped many at a time, in place: as long as episodes keep their lengths, nothing is allocated.
@usableFromInline
struct ActionLog {
  @usableFromInline var actions: RowBuffer
  /// The number of rounds.
  @usableFromInline private(set) var count = 0
  @usableFromInline let environments: Int
  @usableFromInline let limit: Int

  /// Makes an empty log.
  ///
  /// - Parameters:
  ///   - layout: The layout of an action.
  ///   - environments: The number of actions in a round.
  ///   - limit: The largest number of rounds in an episode for all its actions to be kept.
  init(_ layout: RowLayout, environments: Int, limit: Int? = nil) {
    self.environments = environments
    self.limit = limit ?? Self.roundLimit(roundSize: layout.scalarCount * environments)
    actions = RowBuffer(layout, count: 64 * environments)
  }

  /// The default limit on the rounds of an episode.
  ///
  /// Some thousand steps, as most time limits ask for; more where that takes little memory. A task without an end must
  /// not fill it.
  static func roundLimit(roundSize: Int) -> Int { max(2048, (1 << 22) / roundSize) }

  /// The number of rounds that there is room for.
  var capacity: Int { actions.count / environments }

  /// Adds a round.
  ///
  /// - Parameters:
  ///   - round: The actions.
  ///   - lengths: The number of earlier rounds that belong to each running episode.
  @usableFromInline
  mutating func append(_ round: borrowing RowBuffer, lengths: [Int]) {
    if count == capacity {
      keepLast(min(lengths.max() ?? 0, limit))
      if count > capacity / 2 { resize(to: 2 * capacity) }
    }
    actions.copyRows(0..<environments, of: round, to: count * environments)
    count += 1
  }

  /// Drops all but the last rounds.
  mutating func keepLast(_ rounds: Int) {
    guard rounds < count else { return }
    actions.moveRows((count - rounds) * environments..<count * environments, to: 0)
    count = rounds
  }

  /// Returns the last rounds, of which there are so many.
  func last(_ rounds: Int) -> RowBuffer {
    var last = RowBuffer(actions.layout, count: rounds * environments)
    last.copyRows((count - rounds) * environments..<count * environments, of: actions, to: 0)
    return last
  }

  /// Puts other rounds in the place of these.
  mutating func replace(with rounds: RowBuffer) {
    count = rounds.count / environments
    actions = RowBuffer(rounds.layout, count: max(64, 2 * count) * environments)
    actions.copyRows(0..<rounds.count, of: rounds, to: 0)
  }

  private mutating func resize(to capacity: Int) {
    var larger = RowBuffer(actions.layout, count: capacity * environments)
    larger.copyRows(0..<count * environments, of: actions, to: 0)
    actions = larger
  }
}
