import Safetensors

/// The evaluations and the metrics of a run as a checkpoint holds them: as tensors, which cost next to nothing to write
/// though a long run has many.
struct StoredHistory {
  let evaluations: [EvaluationRecord]
  let metrics: MetricsTable

  /// Adds the numbers; the names of the columns are no tensor.
  func write(to writer: inout SafetensorsWriter) {
    let results = evaluations.map(\.evaluation)
    writer.add("past.steps", evaluations.map(\.steps))
    writer.add("past.seconds", evaluations.map(\.seconds))
    writer.add("past.best", evaluations.map(\.isBest))
    writer.add("past.episodes", results.map(\.episodes))
    writer.add("past.returns", results.flatMap(\.returns))
    writer.add("past.lengths", results.flatMap(\.lengths))
    let shape = [metrics.count, metrics.columns.count]
    let cells = metrics.cells
    writer.add("past.metrics", cells.map { $0 ?? 0 }, shape: shape)
    writer.add("past.measured", cells.map { $0 != nil }, shape: shape)
  }

  /// Reads what ``write(to:)`` wrote; the file it comes from may hold anything.
  ///
  /// - Returns: `nil` if that cannot be a history.
  init?(from file: SafetensorsFile, columns: [String]) {
    let metrics = try? Self.metrics(from: file, columns)
    guard let metrics, let evaluations = try? Self.evaluations(from: file) else { return nil }
    self.init(evaluations: evaluations, metrics: metrics)
  }

  init(evaluations: [EvaluationRecord], metrics: MetricsTable) {
    self.evaluations = evaluations
    self.metrics = metrics
  }

  private static func metrics(from file: SafetensorsFile, _ columns: [String]) throws -> MetricsTable? {
    let numbers = try file.array("past.metrics", as: Double.self)
    let rows = columns.isEmpty ? 0 : numbers.count / columns.count
    let shape = [rows, columns.count]
    guard file.tensor("past.metrics")?.shape == shape, Set(columns).count == columns.count else { return nil }
    let isMeasured = try file.array("past.measured", as: Bool.self, shape: shape)
    return MetricsTable(columns: columns, cells: zip(numbers, isMeasured).map { $1 ? $0 : nil })
  }

  private static func evaluations(from file: SafetensorsFile) throws -> [EvaluationRecord]? {
    let steps = try file.array("past.steps", as: Int.self)
    let seconds = try file.array("past.seconds", as: Double.self, shape: [steps.count])
    let isBest = try file.array("past.best", as: Bool.self, shape: [steps.count])
    let counts = try file.array("past.episodes", as: Int.self, shape: [steps.count])
    let returns = try file.array("past.returns", as: Double.self)
    let lengths = try file.array("past.lengths", as: Int.self, shape: [returns.count])
    var start = 0
    var records: [EvaluationRecord] = []
    for index in steps.indices {
      guard counts[index] >= 1, counts[index] <= returns.count - start else { return nil }
      let range = start..<start + counts[index]
      // So many of them have a sum.
      guard lengths[range].allSatisfy((0...(1 << 53) / returns.count).contains) else { return nil }
      records.append(
        EvaluationRecord(
          steps: steps[index], seconds: seconds[index],
          evaluation: Evaluation(returns: Array(returns[range]), lengths: Array(lengths[range])),
          isBest: isBest[index]))
      start = range.upperBound
    }
    return start == returns.count && records.allSatisfy(\.isUsable) ? records : nil
  }
}
