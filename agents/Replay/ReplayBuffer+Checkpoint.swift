import Simulation
import Training

// The names: `layout` (capacity, environments, observation size, action size, stack depth), `step_count`, and by slot of the
// ring, as many as were filled: `observations`, which is one slot ahead of the others, `actions`, `rewards`, `statuses`
// (0 running, 1 terminated, 2 truncated) and, if there are any, `priorities`, with `prioritization` (exponent, largest
// priority). `final_observations` are in the order of the rows they belong to: the file has no place numbers that could lie.

extension ReplayBuffer: Checkpointable {
  /// Exchanges the whole state of the replay, only rows that were filled; it then draws what would have been drawn then.
  ///
  /// The replay must have been made with the settings of the one that was written.
  public mutating func exchange(with scope: inout CheckpointScope) throws {
    try exchangeLayout(with: &scope)
    try exchangeRows(with: &scope)
    try exchangeFinals(with: &scope)
    try exchangePriorities(with: &scope)
    if scope.isReading { reserveCapacity() }
  }

  /// Throws unless every observation and action that was read is one of a task.
  ///
  /// - Parameters:
  ///   - observationSpace: The space of observations, stacked or not; `nil` for numbers.
  ///   - actionSpace: The space of actions.
  ///   - name: The replay's name in the scope.
  ///   - scope: The scope that was read.
  func check(
    _ observationSpace: SpaceDescriptor?, _ actionSpace: SpaceDescriptor, _ name: String, in scope: CheckpointScope
  ) throws(CheckpointError) {
    if let observationSpace {
      try scope.check(observations, in: observationSpace, name + "/observations")
      try scope.check(finalObservations, in: observationSpace, name + "/final_observations")
    }
    try scope.check(actions, in: actionSpace, name + "/actions")
  }

  private var layout: [(name: String, value: Int)] {
    [
      ("capacity", capacity), ("environments", environmentCount), ("observation size", observationSize),
      ("action size", actionSize), ("stack depth", stackDepth),
    ]
  }

  private func inOrder(_ rows: RowBuffer) -> RowBuffer {
    let places = statuses.indices.filter { statuses[$0].isFinished }.map { Int(finalPlaces[$0]) }
    var finals = RowBuffer(rows.layout, count: places.count)
    finals.gather(places, from: rows)
    return finals
  }

  private func exchangeLayout(with scope: inout CheckpointScope) throws {
    var found = layout.map { Int64($0.value) }
    try scope.exchange("layout", &found)
    for (found, (name, expected)) in zip(found, layout) where found != expected {
      throw CheckpointError(
        "Its '\(scope.path("layout"))' says that the replay has the \(name) \(found), but \(expected) was expected; go on "
          + "with the settings of the run that wrote it.")
    }
  }

  private mutating func exchangeRows(with scope: inout CheckpointScope) throws {
    var steps = ring.end / environmentCount
    try scope.exchange("step_count", count: &steps, in: 0...1 << 40)
    if scope.isReading { ring.move(toStep: steps) }
    let slots = ring.rowCount / environmentCount
    let observed = steps == 0 ? 0 : min(steps + 1, slots)
    let shape = [min(steps, slots), environmentCount]
    try scope.exchange("observations", &observations, shape: [observed, environmentCount, observationSize])
    try scope.exchange("actions", &actions, shape: shape + [actionSize])
    if var masks {
      try scope.exchange("masks", &masks, shape: [observed, environmentCount, masks.rowSize])
      self.masks = masks
    }
    try scope.exchange("rewards", &rewards, shape: shape)
    try scope.exchange("statuses", &statuses, shape: shape)
  }

  private mutating func exchangeFinals(with scope: inout CheckpointScope) throws {
    let count = statuses.count(where: \.isFinished)
    func exchanged(_ name: String, _ rows: RowBuffer) throws -> RowBuffer {
      var finals = scope.isReading ? RowBuffer(rows.layout, count: 0) : inOrder(rows)
      try scope.exchange(name, &finals, count: count)
      return finals
    }
    let finals = try exchanged("final_observations", finalObservations)
    let masks = try finalMasks.map { try exchanged("final_masks", $0) }
    guard scope.isReading else { return }
    (finalObservations, finalMasks, freeFinalPlaces) = (finals, masks, [])
    var place: UInt32 = 0
    finalPlaces = statuses.map { status in
      defer { place += status.isFinished ? 1 : 0 }
      return status.isFinished ? place : 0
    }
  }

  private mutating func exchangePriorities(with scope: inout CheckpointScope) throws {
    guard case .prioritized(let exponent, _) = sampling else {
      guard !scope.holds("priorities") else {
        throw CheckpointError("It has '\(scope.path("priorities"))', but its replay is to be drawn from uniformly.")
      }
      return
    }
    var found = [exponent, maximumPriority]
    try scope.exchange("prioritization", &found)
    guard !scope.isReading || found[0] == exponent && Self.isPriority(found[1]) else {
      throw CheckpointError(
        "Its '\(scope.path("prioritization"))' is \(found), but the exponent \(exponent) and a largest priority above 0 "
          + "were expected.")
    }
    var values = scope.isReading ? [] : rewards.indices.map { priorities?[$0] ?? 0 }
    let name = "priorities"
    try scope.exchange(name, &values, shape: [rewards.count / environmentCount, environmentCount])
    guard scope.isReading else { return }
    try check(values, atMost: found[1], scope.path(name))
    maximumPriority = found[1]
    priorities = SumTree(count: ring.rowCount)
    priorities?.replaceLeaves(with: values)
  }

  private func check(_ priorities: [Double], atMost largest: Double, _ name: String) throws(CheckpointError) {
    for (row, value) in priorities.enumerated() {
      let isStored = ring.stored.contains(ring.index(ofRow: row))
      guard isStored ? Self.isPriority(value) && value <= largest : value == 0 else {
        throw CheckpointError(
          "Its '\(name)' have the value \(value) in row \(row), but "
            + (isStored ? "one above 0 and at most \(largest)" : "0") + " was expected.")
      }
    }
  }

  /// Returns true if a number can be a priority, made of a finite error: the sum of any number of them is finite.
  private static func isPriority(_ value: Double) -> Bool {
    value > 0 && value <= 2 * Double(Float.greatestFiniteMagnitude)
  }
}
