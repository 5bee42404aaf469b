import Foundation
import TestSupport
import Testing

@testable import Training

@Suite struct TensorBoardTests {
  private let folder: TemporaryFolder
  private let plan = TrainingPlan.short(400, evaluatingEvery: 100, seed: 7)
  private let run: RunFolder

  init() throws {
    folder = try TemporaryFolder()
    run = try RunFolder(creating: .tally(plan), at: folder.file("run"))
  }

  /// Trains, or goes on, and stops after some steps of the batch.
  @discardableResult
  private func train(to steps: Int = 400, resuming: Bool = false, stoppingAfter rounds: Int = .max) throws
    -> Trainer<Tally>
  {
    var plan = plan
    plan.steps = steps
    var trainer = Trainer.tally(plan, folder: run)
    if resuming { try trainer.resume() }
    var asked = 0
    try trainer.run(shouldStop: {
      asked += 1
      return asked >= rounds
    })
    return trainer
  }

  private func events() throws -> [TensorBoardEvent] {
    try run.eventFileURLs.flatMap { try EventFile(contentsOf: $0).events }
  }

  /// The numbers of `metrics.csv` by column and steps.
  private func metrics() throws -> [String: [Int64: [Float]]] {
    let text = try String(contentsOf: run.url.appending(path: "metrics.csv"), encoding: .utf8)
    let lines = text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    var columns: [String: [Int64: [Float]]] = [:]
    for line in lines.dropFirst() {
      for (name, number) in zip(lines[0], line).dropFirst() where !number.isEmpty {
        columns[String(name), default: [:]][try #require(Int64(line[0]))] = [try #require(Float(number))]
      }
    }
    return columns
  }

  /// Compares all numbers, every one there once.
  private func expectThePointsOfTheTable() throws {
    var points = try EventFile.points(in: run.eventFileURLs)
    for name in ["episodes", "seconds", "updates"] { points[name] = points.removeValue(forKey: "time/\(name)") }
    #expect(points.removeValue(forKey: "time/steps_per_second")?.keys == points["seconds"]?.keys)
    let metrics = try metrics()
    #expect(Set(points.keys) == Set(metrics.keys))
    for (name, numbers) in metrics { #expect(points[name] == numbers, "\(name)") }
  }

  @Test("A run leaves one event file, whose name says when and where it was written.")
  func aRunLeavesOneFile() throws {
    let before = Int(Date.now.timeIntervalSince1970)
    try train()
    let names = try folder.names(in: "run").filter { $0.contains("tfevents") }
    #expect(names.count == 1 && run.eventFileURLs.map(\.lastPathComponent) == names)
    let parts = try #require(names.first?.wholeMatch(of: /events\.out\.tfevents\.(\d{10})\.(.+)\.(\d+)\.0/))
    #expect((before...before + 600).contains(try #require(Int(parts.1))))
    #expect(parts.3 == "\(ProcessInfo.processInfo.processIdentifier)")
  }

  @Test("A file begins with its version, the start of the session and the settings.")
  func theFirstEvents() throws {
    try train()
    let events = try events()
    #expect(events[0].fileVersion == "brain.Event:2")
    #expect(events[1].sessionLog.status == .start && events[1].step == 0)
    let plugin = events[2].summary.value[0].metadata.pluginData
    let settings = try TensorBoardHParamsPluginData(serializedBytes: plugin.content).sessionStartInfo.hparams
    #expect(plugin.pluginName == "hparams")
    #expect(settings["agent"]?.stringValue == "tally" && settings["environment"]?.stringValue == "Identity-v0")
    #expect(settings["seed"]?.numberValue == 7 && settings["discount"]?.numberValue == 1)
    #expect(settings["environment.count"]?.numberValue == 3)
    #expect(settings["preset"] == nil)
  }

  @Test("Every number of metrics.csv is there once, at its steps.")
  func theNumbersAreThoseOfTheTable() throws {
    try train()
    #expect(
      try Set(EventFile.points(in: run.eventFileURLs).keys) == [
        "eval/length", "eval/return", "eval/return_std", "time/episodes", "time/seconds", "time/steps_per_second",
        "time/updates", "train/length", "train/progress", "train/return",
      ])
    try expectThePointsOfTheTable()
  }

  @Test("The learning curve comes last, as curve.png has it.")
  func theCurveComesLast() throws {
    try train()
    let value = try #require(try events().last?.summary.value.first)
    #expect(value.tag == "eval/curve")
    #expect(value.image.encodedImageString == (try Data(contentsOf: run.curveURL)))
    #expect(value.image.width == Int32(run.curve.frameSize.width * 2))
    #expect(value.image.height == Int32(run.curve.frameSize.height * 2))
  }

  @Test("A run that was stopped goes on in another file.")
  func aStoppedRunGoesOnInAnotherFile() throws {
    let steps = try train(stoppingAfter: 60).steps
    try train(resuming: true)
    #expect(run.eventFileURLs.count == 2)
    let events = try EventFile(contentsOf: run.eventFileURLs[1]).events
    #expect(events[1].sessionLog.status == .start && events[1].step == Int64(steps))
    try expectThePointsOfTheTable()
  }

  @Test("What a crash made obsolete is replaced.")
  func whatACrashMadeObsoleteIsReplaced() throws {
    try train(stoppingAfter: 30)
    let checkpoint = run.url.appending(path: "checkpoint.safetensors")
    let saved = try Data(contentsOf: checkpoint)
    try train(resuming: true, stoppingAfter: 50)
    try saved.write(to: checkpoint)
    try train(resuming: true)
    #expect(run.eventFileURLs.count == 3)
    try expectThePointsOfTheTable()
  }

  @Test("Stopped in its last evaluation, a run repeats no number when it goes on.")
  func theLastReportIsNotRepeated() throws {
    var trainer = Trainer.tally(plan, folder: run)
    var isLast = false
    let summary = try trainer.run(
      report: { if case .progress(let progress) = $0 { isLast = progress.steps == 400 } },
      shouldStop: { isLast })
    #expect(summary.evaluations.map(\.steps) == [100, 200, 300])
    try train(resuming: true)
    try expectThePointsOfTheTable()
  }

  @Test("A run that is done already begins no other file.")
  func aRunThatIsDoneBeginsNoFile() throws {
    try train()
    let before = try Data(contentsOf: run.eventFileURLs[0])
    try train(resuming: true)
    #expect(try run.eventFileURLs.map { try Data(contentsOf: $0) } == [before])
  }

  @Test("A file's name comes after those of all others, though the clock was set back.")
  func namesAscend() throws {
    let dates = [5_000_000, 5_000_000, 4_000_000, 6_000_000].map { Date(timeIntervalSince1970: $0) }
    let urls = try dates.map { date in
      let url = run.newEventFileURL(at: date)
      try Data().write(to: url)
      return url
    }
    #expect(run.eventFileURLs == urls)
    #expect(
      urls.map { $0.lastPathComponent.prefix(30) } == [
        "events.out.tfevents.0005000000", "events.out.tfevents.0005000001", "events.out.tfevents.0005000002",
        "events.out.tfevents.0006000000",
      ])
    #expect(urls.map(\.pathExtension) == ["0", "1", "2", "3"])
  }

  @Test("Keeping a log does not change the training.")
  func keepingALogChangesNothing() throws {
    let kept = try train()
    var unkept = Trainer.tally(plan)
    try unkept.run()
    #expect(kept.agent.payments == unkept.agent.payments)
    #expect(kept.generator == unkept.generator)
  }
}
