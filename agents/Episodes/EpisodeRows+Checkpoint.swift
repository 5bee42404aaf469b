import Simulation
import Training

extension EpisodeRows: Checkpointable {
  /// Exchanges all steps, as many as there are.
  public mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.exchange("rewards", growing: &rewards)
    try scope.exchange("observations", &observations, count: count)
    try scope.exchange("actions", &actions, count: count)
    try scope.exchange("predecessors", &predecessors, shape: [count], in: -1..<max(count, 1))
    guard !scope.isReading || predecessors.indices.allSatisfy({ predecessors[$0] < $0 }) else {
      throw CheckpointError("Its '\(scope.path("predecessors"))' name steps that do not come before.")
    }
  }

  /// Throws unless every observation and action that was read is one of a task.
  func check(_ task: TaskSpecification, _ name: String, in scope: CheckpointScope) throws(CheckpointError) {
    try scope.check(observations, in: task.observationSpace, name + "/observations")
    try scope.check(actions, in: task.actionSpace, name + "/actions")
  }
}
