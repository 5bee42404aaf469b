import Foundation

/// The evaluations and the metrics of a run in its folder; each writing costs as much as has come about since the last.
struct RunHistory {
  private let folder: RunFolder
  private var evaluations: TwinFile?
  private var evaluationCount = 0
  private var metrics: TwinFile?
  private var columns: [String] = []
  private var rowCount = 0

  init(in folder: RunFolder) { self.folder = folder }

  /// Brings both files up to date with histories that have only grown since, but for the last row of the metrics.
  mutating func write(_ records: [EvaluationRecord], _ table: MetricsTable) throws {
    try write(records)
    try write(table)
  }

  /// Leaves nothing but the two files.
  mutating func close() {
    evaluations?.removeSpare()
    metrics?.removeSpare()
  }

  /// The array is as `JSONEncoder` would set it.
  private mutating func write(_ records: [EvaluationRecord]) throws {
    guard evaluations == nil || records.count > evaluationCount else { return }
    let texts = try records[evaluationCount...].map(Self.text)
    let addition = (evaluationCount > 0 ? "," : "") + texts.joined(separator: ",")
    let ending = records.isEmpty ? "\n\n]" : "\n]"
    if evaluations == nil {
      evaluations = try TwinFile(
        at: folder.url.appending(path: RunFolder.evaluationsName), "[" + addition, ending: ending)
    } else {
      try evaluations?.append(addition, ending: ending)
    }
    evaluationCount = records.count
  }

  private static func text(_ record: EvaluationRecord) throws -> String {
    let encoder = RunFolder.encoder
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let lines = String(decoding: try encoder.encode(record), as: UTF8.self).split(separator: "\n")
    return lines.map { "\n  \($0)" }.joined()
  }

  /// The last row may still be added to, so that it belongs to the file's ending.
  private mutating func write(_ table: MetricsTable) throws {
    let isRewritten = metrics == nil || columns != table.columns
    if isRewritten { (columns, rowCount) = (table.columns, 0) }
    let settled = max(table.count - 1, 0)
    let addition = table.lines(rowCount..<settled)
    let ending = table.lines(settled..<table.count)
    if isRewritten {
      metrics?.removeSpare()
      metrics = try TwinFile(
        at: folder.url.appending(path: RunFolder.metricsName), table.header + addition, ending: ending)
    } else {
      try metrics?.append(addition, ending: ending)
    }
    rowCount = settled
  }
}
