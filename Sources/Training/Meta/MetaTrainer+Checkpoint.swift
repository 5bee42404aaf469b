import Simulation

extension MetaTrainer {
  /// Goes on where the folder's checkpoint left off.
  public mutating func resume() throws {
    guard let folder else { return }
    try folder.readCheckpoint(of: &self)
    learner.advance(to: Double(max(0, steps - 1)) / Double(plan.steps))
  }
}

extension MetaTrainer: Checkpointable {
  /// Exchanges the state of the loop, the learner and the history, each in a scope of its own.
  public mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.version(1)
    var state = MetaTrainerState(steps: steps, seconds: seconds, generator: generator)
    try scope.exchange("trainer", json: &state)
    try scope.exchange("past/evaluations", json: &evaluations)
    try scope.within("past") { try metrics.exchange(with: &$0) }
    try scope.within("learner") { try learner.exchange(with: &$0) }
    guard scope.isReading else { return }
    guard state.isUsable, evaluations.allSatisfy(\.isUsable) else {
      throw CheckpointError("Its metadata has no usable 'trainer' or 'past/evaluations'.")
    }
    (steps, secondsBefore, generator) = (state.steps, state.seconds, state.generator)
  }
}

/// The part of a checkpoint that is neither the learner's nor an array.
private struct MetaTrainerState: Codable {
  let steps: Int
  let seconds: Double
  let generator: RandomGenerator

  /// True if a training loop can go on from it; the file it comes from may hold anything.
  var isUsable: Bool { (0...1 << 53).contains(steps) && (0...1e12).contains(seconds) }
}
