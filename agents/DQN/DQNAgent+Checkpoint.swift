import Training

extension DQNAgent {
  /// Exchanges the part that learns, the number of steps, and the parameters that act while a round is learning.
  public mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.version(1)
    try scope.exchange("steps", count: &steps)
    try core.change { try $0.exchange(with: &scope) }
    if configuration.overlapsLearning { try scope.exchange("acting", &acting) { [core] _ in core.online } }
  }
}

extension DQNLearner: Checkpointable {
  mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.exchange("updates", count: &updateCount)
    try scope.exchange("online", &online)
    try scope.exchange("target", &target)
    try scope.exchange("average", &average)
    try scope.exchange("optimizer", &optimizer)
    try scope.exchange("replay", &replay)
    try replay.check(task.specification.observationSpace, task.specification.actionSpace, "replay", in: scope)
    try scope.exchange("statistics", json: &statistics)
    if configuration.overlapsLearning { try scope.exchange("generator", json: &generator) }
  }
}
