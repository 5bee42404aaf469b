import Safetensors
import Simulation
import Training

/// Pairs of observation and action; the action after an episode has terminated is none, ``absorbed``.
///
/// Of more pairs than it may keep, it keeps the newest.
struct StateActionPairs: Sendable {
  /// The action of a pair whose episode has terminated.
  static var absorbed: Int { -1 }

  let capacity: Int
  private(set) var observations: RowBuffer
  private(set) var actions: [Int] = []
  /// The number of pairs ever appended.
  private(set) var total = 0

  init(_ layout: RowLayout, capacity: Int) {
    observations = RowBuffer(layout, count: 0)
    self.capacity = capacity
  }

  var count: Int { actions.count }

  /// Adds the pair of an action and the observation in one of some rows.
  mutating func append(_ row: Int, of rows: RowBuffer, action: Int) {
    let place = total % capacity
    observations.put(row..<row + 1, of: rows, at: place)
    actions.put([action], at: place)
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

extension StateActionPairs {
  /// Adds all pairs to a checkpoint.
  func write(to writer: inout SafetensorsWriter, prefix: String) {
    writer.add(prefix + "observations", observations, shape: [count, observations.rowSize])
    writer.add(prefix + "actions", actions)
    writer.add(prefix + "total", [Int64(total)])
  }

  /// Goes on with the pairs of a checkpoint.
  mutating func read(
    from file: SafetensorsFile, prefix: String, encoder: ObservationEncoder, actionCount: Int
  ) throws {
    let total = try file.counts(prefix + "total", shape: [1])[0]
    let count = min(total, capacity)
    let observations = try file.rows(
      prefix + "observations", of: observations.layout, shape: [count, observations.rowSize])
    let actions = try file.array(prefix + "actions", as: Int.self, shape: [count])
    try encoder.check(observations, prefix + "observations")
    if let wrong = actions.first(where: { !(Self.absorbed..<actionCount).contains($0) }) {
      throw PolicyFileError("Its '\(prefix)actions' have \(wrong), but there are only \(actionCount) actions.")
    }
    (self.observations, self.actions, self.total) = (observations, actions, total)
  }
}
