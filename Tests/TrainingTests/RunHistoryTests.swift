import Foundation
import Safetensors
import Simulation
import TestSupport
import Testing

@testable import Training

@Suite struct RunHistoryTests {
  private let folder: TemporaryFolder
  private let run: RunFolder

  init() throws {
    folder = try TemporaryFolder()
    run = try RunFolder(creating: .tally(.short(100, evaluatingEvery: 50)), at: folder.file("run"))
  }

  private static func record(_ number: Int) -> EvaluationRecord {
    EvaluationRecord(
      steps: number * 10, seconds: Double(number) / 3,
      evaluation: Evaluation(returns: [Double(number), -.infinity, 0.1], lengths: [number, 2, 3]),
      isBest: number == 1)
  }

  private static func progress(_ number: Int, _ measurements: [Training.Measurement] = []) -> TrainingProgress {
    TrainingProgress(
      steps: number * 10, totalSteps: 1000, updates: number, seconds: Double(number) / 3,
      recentReturn: number > 2 ? 0.3 : nil, recentLength: nil, episodes: number, measurements: measurements)
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOf: folder.file("run/\(name)"), encoding: .utf8)
  }

  private static func pretty(_ records: [EvaluationRecord]) throws -> String {
    let encoder = RunFolder.encoder
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(records), as: UTF8.self)
  }

  @Test func whatGrowsIsAsIfItWereWrittenWhole() throws {
    var history = RunHistory(in: run)
    var table = MetricsTable()
    var records: [EvaluationRecord] = []
    try history.write(records, table)
    #expect(try text("evaluations.json") == Self.pretty([]))
    for number in 1...12 {
      records.append(Self.record(number))
      table.append(Self.progress(number), evaluation: nil)
      if number % 3 == 0 { try history.write(records, table) }
      // The last row is added to, and a column comes in between.
      table.append(
        Self.progress(number, number > 7 ? [Training.Measurement("late", 1)] : []), evaluation: records.last)
      try history.write(records, table, atOnce: true)
      #expect(try text("evaluations.json") == Self.pretty(records))
      #expect(try text("metrics.csv") == table.csv)
    }
    #expect(try folder.names(in: "run") == ["config.json", "evaluations.json", "metrics.csv"])
    #expect(run.evaluations.map(\.steps) == records.map(\.steps))
  }

  @Test func theFilesRestAfterTheyWereWritten() throws {
    var history = RunHistory(in: run)
    var versions: Set<String> = []
    for count in 1...500 {
      try history.write((1...count).map(Self.record), MetricsTable())
      versions.insert(try text("evaluations.json"))
    }
    #expect(versions.count < 250)
  }

  @Test func aCheckpointHoldsTheHistoryAsTensors() throws {
    let table = (1...7).reduce(into: MetricsTable()) { table, number in
      table.append(Self.progress(number), evaluation: number % 2 == 0 ? Self.record(number) : nil)
    }
    let stored = StoredHistory(evaluations: (1...5).map(Self.record), metrics: table)
    let read = try read(stored)
    #expect(read.evaluations == stored.evaluations)
    // By their bits, since the deviation of an infinite return is NaN, which equals nothing.
    #expect(read.metrics.cells.map { $0?.bitPattern } == table.cells.map { $0?.bitPattern })
    #expect(read.metrics.columns == table.columns)
    for columns in [Array(table.columns.dropLast()), []] {
      #expect(throws: (any Error).self) {
        try self.read(stored) { $0.metadata["columns"] = "\(columns.map { "\"\($0)\"" })" }
      }
    }
  }

  @Test(arguments: [[0, 15], [-1, 16], [.max, 1], [8, 8], [15, 15], [15, 1]])
  func aDamagedHistoryIsNone(episodes: [Int]) throws {
    var writer = SafetensorsWriter(metadata: ["columns": "[\"a\",\"b\"]"])
    writer.add("steps", [1, 2])
    writer.add("seconds", [0.0, 0.0])
    writer.add("best", [true, false])
    writer.add("episodes", episodes)
    writer.add("returns", [Double](repeating: 1, count: 15))
    writer.add("lengths", [Int](repeating: .max / 2, count: 15))
    writer.add("metrics", [Double](), shape: [0, 2])
    writer.add("measured", [Bool](), shape: [0, 2])
    let error = #expect(throws: CheckpointError.self) { try read(writer) }
    #expect(error?.description == "Its 'past' is no history of evaluations and metrics.")
  }

  private func read(
    _ stored: StoredHistory, change: (inout SafetensorsWriter) -> Void = { _ in }
  ) throws -> StoredHistory {
    var writer = SafetensorsWriter()
    try stored.writeCheckpoint(to: &writer)
    change(&writer)
    return try read(writer)
  }

  private func read(_ writer: SafetensorsWriter) throws -> StoredHistory {
    try writer.write(to: folder.file("history.safetensors"))
    var read = StoredHistory(evaluations: [], metrics: MetricsTable())
    try read.readCheckpoint(from: SafetensorsFile(contentsOf: folder.file("history.safetensors")))
    return read
  }
}
