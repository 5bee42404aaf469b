import Safetensors
import Simulation
import Training

// Tensors, each with the prefix: `observations`, `actions`, `rewards` and `predecessors`, one row per step.

extension EpisodeRows where Observation: SafetensorsElement, Action: SafetensorsElement {
  /// Adds all steps to a checkpoint.
  public func write(to writer: inout SafetensorsWriter, prefix: String = "data.") {
    writer.add(prefix + "observations", observations, shape: [count, observationSize])
    writer.add(prefix + "actions", actions, shape: [count, actionSize])
    writer.add(prefix + "rewards", rewards)
    writer.add(prefix + "predecessors", predecessors.map { Int64($0) })
  }

  /// Goes on with the steps that ``write(to:prefix:)`` wrote.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - observationSpace: What every observation must be in; `nil` if any numbers will do.
  ///   - actionSpace: What every action must be in; `nil` if any numbers will do.
  ///   - prefix: What the names of the tensors begin with.
  /// - Throws: `SafetensorsError` or `PolicyFileError`, which say what was found and what was expected.
  public mutating func read(
    from file: SafetensorsFile, observationSpace: (any Space<Observation>)? = nil,
    actionSpace: (any Space<Action>)? = nil, prefix: String = "data."
  ) throws {
    let count = file.tensor(prefix + "rewards")?.shape.first ?? 0
    var rows = EpisodeRows(observationSize: observationSize, actionSize: actionSize)
    rows.observations = try file.array(
      prefix + "observations", as: Observation.self, shape: [count, observationSize])
    rows.actions = try file.array(prefix + "actions", as: Action.self, shape: [count, actionSize])
    rows.rewards = try file.array(prefix + "rewards", as: Double.self, shape: [count])
    rows.predecessors = try file.array(prefix + "predecessors", as: Int64.self, shape: [count]).map { Int($0) }
    guard rows.predecessors.indices.allSatisfy({ (-1..<$0).contains(rows.predecessors[$0]) }) else {
      throw PolicyFileError("Its '\(prefix)predecessors' name steps that do not come before.")
    }
    try observationSpace?.check(rows.observations, prefix + "observations")
    try actionSpace?.check(rows.actions, prefix + "actions")
    self = rows
  }
}
