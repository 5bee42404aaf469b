import Safetensors
import Simulation
import Training

// Tensors, each with the prefix: `layout` (capacity, environments, observation size, action size, stack depth),
// `step_count`, and by slot of the ring, as many as were filled: `observations`, which is one slot ahead of the others,
// `actions`, `rewards`, `statuses` (0 running, 1 terminated, 2 truncated) and, if there are any, `priorities`, with
// `prioritization` (exponent, largest priority). `final_observations` are in the order of the rows they belong to: the
// file has no place numbers that could lie.

extension ReplayBuffer {
  /// Adds the whole state of the replay to a checkpoint; only rows that were filled are written.
  public func write(to writer: inout SafetensorsWriter, prefix: String = "replay.") {
    let steps = rewards.count / environmentCount
    let shape = [steps, environmentCount]
    let observed = observations.count / environmentCount
    writer.add(prefix + "layout", layout.map { Int64($0.value) })
    writer.add(prefix + "step_count", [Int64(ring.end / environmentCount)])
    writer.add(prefix + "observations", observations, shape: [observed, environmentCount, observationSize])
    writer.add(prefix + "actions", actions, shape: shape + [actionSize])
    writer.add(prefix + "rewards", rewards, shape: shape)
    writer.add(prefix + "statuses", statuses.map(\.rawValue), shape: shape)
    let finals = finalsInOrder
    writer.add(prefix + "final_observations", finals, shape: [finals.count, observationSize])
    guard case .prioritized(let exponent, _) = sampling, let priorities else { return }
    writer.add(prefix + "prioritization", [exponent, maximumPriority])
    writer.add(prefix + "priorities", rewards.indices.map { priorities[$0] }, shape: shape)
  }

  /// Goes on from the state that ``write(to:prefix:)`` wrote; it then draws what would have been drawn then.
  ///
  /// The replay must have been made with the settings of the one that was written. An encoder and a head that are given are
  /// what every observation and action of the file must suit: a category out of range would hurt a learner that counts
  /// on it. If the file is refused, the replay stays as it was.
  ///
  /// - Throws: `SafetensorsError` or `PolicyFileError`, which say what was found and what was expected.
  public mutating func read(
    from file: SafetensorsFile, encoder: ObservationEncoder? = nil, head: (any ActionHead)? = nil,
    prefix: String = "replay."
  ) throws {
    var replay = self
    try replay.readRows(from: file, prefix)
    try replay.readFinals(from: file, prefix)
    try replay.readPriorities(from: file, prefix)
    try encoder?.check(replay.observations, prefix + "observations")
    try encoder?.check(replay.finalObservations, prefix + "final_observations")
    try head?.check(replay.actions, prefix + "actions")
    replay.reserveCapacity()
    self = replay
  }

  private var layout: [(name: String, value: Int)] {
    [
      ("capacity", capacity), ("environments", environmentCount), ("observation size", observationSize),
      ("action size", actionSize), ("stack depth", stackDepth),
    ]
  }

  private var finalsInOrder: RowBuffer {
    let places = statuses.indices.filter { statuses[$0].isFinished }.map { Int(finalPlaces[$0]) }
    var finals = RowBuffer(finalObservations.layout, count: places.count)
    finals.gather(places, from: finalObservations)
    return finals
  }

  private mutating func readRows(from file: SafetensorsFile, _ prefix: String) throws {
    let found = try file.array(prefix + "layout", as: Int64.self, shape: [layout.count])
    for (found, (name, expected)) in zip(found, layout) where found != expected {
      throw PolicyFileError(
        "Its replay '\(prefix)' has the \(name) \(found), but \(expected) was expected; go on with the settings of "
          + "the run that wrote it.")
    }
    let steps = try file.array(prefix + "step_count", as: Int64.self, shape: [1])[0]
    guard (0...1 << 40).contains(steps) else {
      throw PolicyFileError("Its '\(prefix)step_count' is \(steps), but must be between 0 and 2⁴⁰.")
    }
    let slots = ring.rowCount / environmentCount
    let observed = steps == 0 ? 0 : min(Int(steps) + 1, slots)
    let shape = [min(Int(steps), slots), environmentCount]
    ring.move(toStep: Int(steps))
    observations = try file.rows(
      prefix + "observations", of: observations.layout,
      shape: [observed, environmentCount, observationSize])
    actions = try file.rows(prefix + "actions", of: actions.layout, shape: shape + [actionSize])
    rewards = try file.array(prefix + "rewards", as: Float.self, shape: shape)
    statuses = try file.array(prefix + "statuses", as: UInt8.self, shape: shape).map { byte in
      guard let status = EpisodeStatus(rawValue: byte) else {
        throw PolicyFileError("Its '\(prefix)statuses' have the value \(byte), but 0, 1 or 2 was expected.")
      }
      return status
    }
  }

  private mutating func readFinals(from file: SafetensorsFile, _ prefix: String) throws {
    freeFinalPlaces = []
    var count: UInt32 = 0
    finalPlaces = statuses.map { status in
      defer { count += status.isFinished ? 1 : 0 }
      return status.isFinished ? count : 0
    }
    finalObservations = try file.rows(
      prefix + "final_observations", of: finalObservations.layout, shape: [Int(count), observationSize])
  }

  private mutating func readPriorities(from file: SafetensorsFile, _ prefix: String) throws {
    let name = prefix + "priorities"
    guard case .prioritized(let exponent, _) = sampling else {
      guard file.tensor(name) == nil else {
        throw PolicyFileError("It has '\(name)', but its replay is to be drawn from uniformly.")
      }
      return
    }
    let found = try file.array(prefix + "prioritization", as: Double.self, shape: [2])
    guard found[0] == exponent, Self.isPriority(found[1]) else {
      throw PolicyFileError(
        "Its '\(prefix)prioritization' is \(found), but the exponent \(exponent) and a largest priority above 0 were "
          + "expected.")
    }
    let values = try file.array(
      name, as: Double.self, shape: [rewards.count / environmentCount, environmentCount])
    for row in values.indices {
      let isStored = ring.stored.contains(ring.index(ofRow: row))
      guard isStored ? Self.isPriority(values[row]) && values[row] <= found[1] : values[row] == 0 else {
        throw PolicyFileError(
          "Its '\(name)' have the value \(values[row]) in row \(row), but "
            + (isStored ? "one above 0 and at most \(found[1])" : "0") + " was expected.")
      }
    }
    maximumPriority = found[1]
    priorities = SumTree(count: ring.rowCount)
    priorities?.replaceLeaves(with: values)
  }

  /// Returns true if a number can be a priority, made of a finite error: the sum of any number of them is finite.
  private static func isPriority(_ value: Double) -> Bool {
    value > 0 && value <= 2 * Double(Float.greatestFiniteMagnitude)
  }
}
