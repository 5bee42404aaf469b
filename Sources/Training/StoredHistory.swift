/// The evaluations and the metrics of a run as a checkpoint holds them: as tensors, which cost next to nothing to write
/// though a long run has many.
struct StoredHistory: Checkpointable {
  private(set) var evaluations: [EvaluationRecord]
  private(set) var metrics: MetricsTable

  init(evaluations: [EvaluationRecord], metrics: MetricsTable) {
    (self.evaluations, self.metrics) = (evaluations, metrics)
  }

  mutating func exchange(with scope: inout CheckpointScope) throws {
    try metrics.exchange(with: &scope)
    guard try exchangeEvaluations(with: &scope) else { throw Self.unusable }
  }

  fileprivate static let unusable = CheckpointError("Its 'past' is no history of evaluations and metrics.")

  /// Exchanges the evaluations, the returns and lengths of all in one row; `false` if they are none.
  private mutating func exchangeEvaluations(with scope: inout CheckpointScope) throws -> Bool {
    let results = evaluations.map(\.evaluation)
    var (steps, seconds) = (evaluations.map(\.steps), evaluations.map(\.seconds))
    var (isBest, counts) = (evaluations.map(\.isBest), results.map(\.episodes))
    var (returns, lengths) = (results.flatMap(\.returns), results.flatMap(\.lengths))
    try scope.exchange("steps", growing: &steps)
    try scope.exchange("seconds", &seconds, shape: [steps.count])
    try scope.exchange("best", &isBest, shape: [steps.count])
    try scope.exchange("episodes", &counts, shape: [steps.count])
    try scope.exchange("returns", growing: &returns)
    try scope.exchange("lengths", &lengths, shape: [returns.count])
    guard scope.isReading else { return true }
    var start = 0
    evaluations = []
    for index in steps.indices {
      guard counts[index] >= 1, counts[index] <= returns.count - start else { return false }
      let range = start..<start + counts[index]
      // So many of them have a sum.
      guard lengths[range].allSatisfy((0...(1 << 53) / returns.count).contains) else { return false }
      evaluations.append(
        EvaluationRecord(
          steps: steps[index], seconds: seconds[index],
          evaluation: Evaluation(returns: Array(returns[range]), lengths: Array(lengths[range])),
          isBest: isBest[index]))
      start = range.upperBound
    }
    return start == returns.count && evaluations.allSatisfy(\.isUsable)
  }
}

extension MetricsTable: Checkpointable {
  /// Exchanges the cells, of which some are empty.
  public mutating func exchange(with scope: inout CheckpointScope) throws {
    var (columns, numbers) = (columns, cells.map { $0 ?? 0 })
    var isMeasured = cells.map { $0 != nil }
    try scope.exchange("columns", json: &columns)
    guard Set(columns).count == columns.count else { throw StoredHistory.unusable }
    let shape = [scope.count(of: "metrics") ?? count, columns.count]
    try scope.exchange("metrics", &numbers, shape: shape)
    try scope.exchange("measured", &isMeasured, shape: shape)
    guard scope.isReading else { return }
    self = MetricsTable(columns: columns, cells: zip(numbers, isMeasured).map { $1 ? $0 : nil })
  }
}
