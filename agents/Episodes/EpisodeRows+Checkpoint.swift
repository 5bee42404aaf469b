import Safetensors
import Simulation
import Training

// Tensors, each with the prefix: `observations`, `actions`, `rewards` and `predecessors`, one row per step.

extension EpisodeRows {
  /// Adds all steps to a checkpoint.
  public func write(to writer: inout SafetensorsWriter, prefix: String = "data.") {
    writer.add(prefix + "observations", observations, shape: [count, observations.rowSize])
    writer.add(prefix + "actions", actions, shape: [count, actions.rowSize])
    writer.add(prefix + "rewards", rewards)
    writer.add(prefix + "predecessors", predecessors.map { Int64($0) })
  }

  /// Goes on with the steps that ``write(to:prefix:)`` wrote.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - encoder: What every observation must suit.
  ///   - head: What every action must suit.
  ///   - prefix: What the names of the tensors begin with.
  /// - Throws: `SafetensorsError` or `PolicyFileError`, which say what was found and what was expected.
  public mutating func read(
    from file: SafetensorsFile, encoder: ObservationEncoder, head: any ActionHead, prefix: String = "data."
  ) throws {
    let count = file.tensor(prefix + "rewards")?.shape.first ?? 0
    var rows = self
    rows.observations = try file.rows(
      prefix + "observations", of: observations.layout, shape: [count, observations.rowSize])
    rows.actions = try file.rows(prefix + "actions", of: actions.layout, shape: [count, actions.rowSize])
    rows.rewards = try file.array(prefix + "rewards", as: Double.self, shape: [count])
    rows.predecessors = try file.array(prefix + "predecessors", as: Int64.self, shape: [count]).map { Int($0) }
    guard rows.predecessors.indices.allSatisfy({ (-1..<$0).contains(rows.predecessors[$0]) }) else {
      throw PolicyFileError("Its '\(prefix)predecessors' name steps that do not come before.")
    }
    try encoder.check(rows.observations, prefix + "observations")
    try head.check(rows.actions, prefix + "actions")
    self = rows
  }
}
