import Simulation
import Training

/// Pairs of observation and action; the action after an episode has terminated is none, ``absorbed``.
///
/// Of more pairs than it may keep, it keeps the newest.
struct StateActionPairs: Sendable {
  /// The action of a pair whose episode has terminated.
  static var absorbed: Int { -1 }

  let capacity: Int
  private let actionCount: Int
  private(set) var observations: RowBuffer
  private(set) var actions: [Int] = []
  /// The number of pairs ever appended.
  private(set) var total = 0

  init(_ layout: RowLayout, actionCount: Int, capacity: Int) {
    observations = RowBuffer(layout, count: 0)
    self.actionCount = actionCount
    self.capacity = capacity
  }

  var count: Int { actions.count }

  /// Adds the pair of an action and the observation in one of some rows.
  mutating func append(_ row: Int, of rows: RowBuffer, action: Int) {
    let place = total % capacity
    observations.put(row..<row + 1, of: rows, at: place)
    if place < actions.count { actions[place] = action } else { actions.append(action) }
    total += 1
  }

  /// Draws pairs with replacement.
  func draw(_ count: Int, using generator: inout RandomGenerator) -> (observations: RowBuffer, actions: [Int]) {
    let places = (0..<count).map { _ in generator.integers(0..<self.count) }
    var observations = RowBuffer(self.observations.layout, count: count)
    observations.gather(places, from: self.observations)
    return (observations, places.map { actions[$0] })
  }
}

extension StateActionPairs: Checkpointable {
  mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.exchange("total", count: &total)
    let count = min(total, capacity)
    try scope.exchange("observations", &observations, count: count)
    try scope.exchange("actions", &actions, shape: [count], in: Self.absorbed..<actionCount)
  }

  /// The mark of the pairs.
  var mark: DemonstrationMark {
    DemonstrationMark(steps: actions.count { $0 != Self.absorbed }, observations, RowBuffer(actions))
  }
}
