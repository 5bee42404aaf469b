import Simulation
import Training

extension Rollout: Checkpointable {
  /// Exchanges the steps so far, and what the next one begins with.
  mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.exchange("steps", count: &stepCount, in: 0...length - 1)
    let rows = stepCount * environmentCount
    try scope.exchange("observations", &observations, filling: rows + environmentCount, of: task.observationSpace)
    if var masks {
      try scope.exchange("masks", &masks, filling: rows)
      self.masks = masks
    }
    try scope.exchange("targets", &targets, filling: rows * head.actionSize)
    guard head.areTargets(targets) else {
      throw CheckpointError("Its '\(scope.path("targets"))' stand for no actions of \(task.actionSpace).")
    }
    try scope.exchange("rewards", &rewards, filling: rows)
    if stateSize > 0 { try scope.exchange("states", &states, filling: (rows + environmentCount) * stateSize) }
    var filled = Array(statuses.prefix(rows))
    try scope.exchange("statuses", &filled, shape: [rows])
    statuses.put(filled, at: 0)
    try exchangeTruncations(with: &scope, of: filled)
  }

  private mutating func exchangeTruncations(with scope: inout CheckpointScope, of statuses: [EpisodeStatus]) throws
  {
    truncatedSteps = statuses.indices.filter { statuses[$0] == .truncated }
    let count = truncatedSteps.count
    try scope.exchange("truncated", &truncated, count: count)
    try scope.check(truncated, in: task.observationSpace, "truncated")
    if stateSize > 0 { try scope.exchange("truncated_states", &truncatedStates, shape: [count * stateSize]) }
  }
}

extension CheckpointScope {
  /// Exchanges the first numbers of an array, which keeps its length.
  fileprivate mutating func exchange(_ name: String, _ numbers: inout [Float], filling count: Int) throws {
    var filled = isReading ? [] : Array(numbers.prefix(count))
    try exchange(name, &filled, shape: [count])
    if isReading { numbers.put(filled, at: 0) }
  }

  /// Exchanges the first rows of a buffer, which keeps its length; those of observations must be of a space.
  fileprivate mutating func exchange(
    _ name: String, _ rows: inout RowBuffer, filling count: Int, of space: SpaceDescriptor? = nil
  ) throws {
    var filled = RowBuffer(rows.layout, count: count)
    if !isReading { filled.copyRows(0..<count, of: rows, to: 0) }
    try exchange(name, &filled, count: count)
    if let space { try check(filled, in: space, name) }
    if isReading { rows.copyRows(0..<count, of: filled, to: 0) }
  }
}
