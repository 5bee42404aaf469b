import Foundation

/// The evaluations and the metrics of a run as texts that grow with it, and as files in its folder.
///
/// Only what has come about since the last time is turned into text. The files are replaced whole, so that a crash leaves
/// the last good ones, and that takes the longer the longer they are: they rest for many times as long as writing them
/// took, and are up to date at the end in any case.
struct RunHistory {
  private let folder: RunFolder
  private var evaluations = "["
  private var evaluationCount = 0
  private var columns: [String] = []
  private var rows = ""
  private var rowCount = 0
  private var lastRow = ""
  private var restsUntil: ContinuousClock.Instant?

  /// The rest after a write of the files, in units of the time that the write took.
  private static let rest = 50

  init(in folder: RunFolder) { self.folder = folder }

  /// Takes in histories that have only grown since, but for the last row of the metrics, and writes the files unless they
  /// rest.
  mutating func write(_ records: [EvaluationRecord], _ table: MetricsTable, atOnce: Bool = false) throws {
    try add(records)
    add(table)
    let start = ContinuousClock.now
    if let restsUntil, start < restsUntil, !atOnce { return }
    try folder.write(
      Data((evaluations + (evaluationCount == 0 ? "\n\n]" : "\n]")).utf8), to: RunFolder.evaluationsName)
    try folder.write(Data((table.header + rows + lastRow).utf8), to: RunFolder.metricsName)
    let end = ContinuousClock.now
    restsUntil = end + (end - start) * Self.rest
  }

  /// Adds records to the array, set as by `JSONEncoder`.
  private mutating func add(_ records: [EvaluationRecord]) throws {
    let encoder = RunFolder.encoder
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    for record in records[evaluationCount...] {
      if evaluationCount > 0 { evaluations += "," }
      for line in String(decoding: try encoder.encode(record), as: UTF8.self).split(separator: "\n") {
        evaluations += "\n  \(line)"
      }
      evaluationCount += 1
    }
  }

  /// Adds rows; the last one may still be added to.
  private mutating func add(_ table: MetricsTable) {
    if columns != table.columns { (columns, rows, rowCount) = (table.columns, "", 0) }
    let settled = max(table.count - 1, 0)
    rows += table.lines(rowCount..<settled)
    rowCount = settled
    lastRow = table.lines(settled..<table.count)
  }
}
