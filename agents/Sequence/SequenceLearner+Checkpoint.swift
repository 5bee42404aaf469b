import Training

extension SequenceLearner {
  /// Exchanges the parameters, the optimizer's state, the count, and the statistics; the demonstrations must be the same.
  public mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.version(2)
    var learned = tasks
    try scope.exchange("tasks", json: &learned)
    guard learned == tasks else {
      throw CheckpointError(
        "The run has learned from other demonstrations than these; resume it with the datasets that it began with.")
    }
    try scope.exchange("updates", count: &updateCount)
    try scope.exchange("parameters", &parameters)
    try scope.exchange("best", &best) { [parameters] _ in parameters }
    try scope.exchange("optimizer", &optimizer)
    try scope.exchange("statistics", json: &statistics)
    try scope.exchange("validation", json: &validation)
    try scope.exchange("held_out", json: &record)
    guard statistics.tasks.count == tasks.count, validation.count == tasks.count else {
      throw CheckpointError("Its 'statistics' and 'validation' are not of \(tasks.count) tasks.")
    }
  }
}
