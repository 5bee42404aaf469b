import Foundation

/// The numbers of a run over its steps, as `metrics.csv` holds them.
public struct MetricsTable: Sendable, Equatable, Codable {
  private(set) var columns = ["steps", "seconds", "episodes", "updates", "train/return", "train/length"]
  private var rows: [[String: Double]] = []

  /// Makes an empty table.
  public init() {}

  /// Makes an empty table whose first columns are these.
  init(columns: [String]) { self.columns = columns }

  /// Adds a row, or the missing numbers of the last row if it is of the same steps.
  ///
  /// - Returns: The numbers added, by column.
  @discardableResult
  mutating func append(_ progress: TrainingProgress, evaluation: EvaluationRecord?) -> [String: Double] {
    var row: [String: Double] = [
      "steps": Double(progress.steps), "seconds": progress.seconds, "episodes": Double(progress.episodes),
      "updates": Double(progress.updates),
    ]
    row["train/return"] = progress.recentReturn
    row["train/length"] = progress.recentLength
    for measurement in progress.measurements { row[measurement.name] = measurement.value }
    if let evaluation {
      row["eval/return"] = evaluation.meanReturn
      row["eval/return_std"] = evaluation.evaluation.standardDeviation
      row["eval/length"] = evaluation.evaluation.meanLength
    }
    return append(row)
  }

  /// Adds a row, or the missing numbers of the last row if it is of the same steps; returns those added.
  mutating func append(_ row: [String: Double]) -> [String: Double] {
    columns += row.keys.filter { !columns.contains($0) }.sorted()
    let known = rows.last?["steps"] == row["steps"] ? rows.removeLast() : [:]
    rows.append(row.merging(known) { $1 })
    return row.filter { known[$0.key] == nil }
  }

  /// The last row, if it is of these steps.
  func row(at steps: Int) -> [String: Double]? {
    rows.last.flatMap { $0["steps"] == Double(steps) ? $0 : nil }
  }

  /// The table as comma-separated values, with a line of names; what was not measured is empty.
  public var csv: String { header + lines(rows.indices) }

  /// The number of rows.
  var count: Int { rows.count }

  /// The line of names.
  var header: String { columns.joined(separator: ",") + "\n" }

  /// Some rows as lines.
  func lines(_ range: Range<Int>) -> String {
    rows[range].map { row in
      columns.map { column in row[column].map(Self.text) ?? "" }.joined(separator: ",") + "\n"
    }.joined()
  }

  /// All rows in one, with `nil` for what was not measured.
  var cells: [Double?] { rows.flatMap { row in columns.map { row[$0] } } }

  /// Makes a table from its ``cells``.
  init(columns: [String], cells: [Double?]) {
    self.columns = columns
    rows = stride(from: 0, to: cells.count, by: max(columns.count, 1)).map { start in
      Dictionary(zip(columns, cells[start...]).compactMap { name, cell in cell.map { (name, $0) } }) { $1 }
    }
  }

  private static func text(_ value: Double) -> String {
    if let whole = Int(exactly: value) { return "\(whole)" }
    return "\(Float(value))"
  }
}
