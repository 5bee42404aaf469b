import Foundation
import Safetensors
import Simulation
import TestSupport
import Testing

@testable import Training

@Suite struct RunFolderTests {
  private let folder: TemporaryFolder
  private let configuration = RunConfiguration.tally(.short(100, seed: 7))

  init() throws { folder = try TemporaryFolder() }

  private func sentence(_ body: () throws -> RunFolder) -> String {
    do { return try body().url.path } catch { return "\(error)" }
  }

  @Test func theNameSaysAgentAndSeed() throws {
    let run = try RunFolder(creating: configuration, under: folder.url)
    #expect(run.url.path == folder.file("Identity-v0/tally-7-1").path)
  }

  @Test func theFirstFreeNumberIsTaken() throws {
    for name in ["tally-7-1", "tally-7-3", "tally-8-2"] {
      try FileManager.default.createDirectory(
        at: folder.file("Identity-v0/\(name)"), withIntermediateDirectories: true)
    }
    let names = try (0..<2).map { _ in
      try RunFolder(creating: configuration, under: folder.url).url.lastPathComponent
    }
    #expect(names == ["tally-7-2", "tally-7-4"])
  }

  @Test func runsThatStartTogetherGetFoldersOfTheirOwn() throws {
    DispatchQueue.concurrentPerform(iterations: 8) { [folder, configuration] _ in
      _ = try? RunFolder(creating: configuration, under: folder.url)
    }
    #expect(try folder.names(in: "Identity-v0") == (1...8).map { "tally-7-\($0)" })
  }

  @Test func anEmptyFolderOfOnesChoiceIsTaken() throws {
    let run = try RunFolder(creating: configuration, at: folder.url)
    #expect(run.url == folder.url)
    #expect(try folder.names() == ["config.json"])
  }

  @Test func aFolderThatHoldsARunIsRefused() throws {
    let run = try RunFolder(creating: configuration, at: folder.url)
    let path = run.url.path
    #expect(
      sentence { try RunFolder(creating: configuration, at: folder.url) }
        == "\(path) holds a run already; choose another folder, or go on with it by --resume \(path).")
  }

  @Test(arguments: ["notes", "notes/todo.txt"])
  func aFolderOfOtherThingsAndAFileAreRefused(name: String) throws {
    try FileManager.default.createDirectory(at: folder.file("notes"), withIntermediateDirectories: true)
    try Data("Buy milk.".utf8).write(to: folder.file("notes/todo.txt"))
    let url = folder.file(name)
    #expect(
      sentence { try RunFolder(creating: configuration, at: url) }
        == "\(url.path) is not an empty folder; choose another one.")
    #expect(try Data(contentsOf: folder.file("notes/todo.txt")) == Data("Buy milk.".utf8))
  }

  @Test func theConfigurationReadsBack() throws {
    let run = try RunFolder(creating: configuration, at: folder.url)
    #expect(try RunFolder(opening: run.url).configuration == configuration)
  }

  @Test func theConfigurationIsPlainToRead() throws {
    _ = try RunFolder(creating: configuration, at: folder.url)
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: folder.file("config.json")))
    let values = try #require(object as? [String: Any])
    #expect(values["environmentOverrides"] as? [String: String] == ["count": "3"])
    #expect(values["agentOverrides"] as? [String: String] == [:])
    #expect((values["plan"] as? [String: Any])?["seed"] as? Int == 7)
  }

  @Test func goingOnByAnotherPlanIsWrittenDown() throws {
    let run = try RunFolder(creating: configuration, at: folder.url)
    var plan = configuration.plan
    plan.steps = 900
    _ = try RunFolder(resuming: run, with: plan)
    #expect(try RunFolder(opening: run.url).configuration.plan.steps == 900)
  }

  @Test(arguments: [
    ("", "it is no JSON object"), ("[1]", "it is no JSON object"), ("{}", "it has no '"),
    (#"{"environment":1}"#, "its 'environment' does not work"),
  ])
  func aDamagedConfigurationIsRefusedByItsPlace(text: String, damage: String) throws {
    try Data(text.utf8).write(to: folder.file("config.json"))
    let sentence = sentence { try RunFolder(opening: folder.url) }
    #expect(sentence.hasPrefix("\(folder.url.path)/config.json is damaged: ") && sentence.hasSuffix("."))
    #expect(sentence.contains(damage))
  }

  @Test func aFolderWithoutAConfigurationIsNoRun() {
    #expect(
      sentence { try RunFolder(opening: folder.url) }
        == "\(folder.url.path) is no run folder: it has no readable config.json.")
  }

  @Test func aRunLeavesItsFilesAndNothingElse() throws {
    let run = try RunFolder(creating: configuration, at: folder.url)
    var trainer = Trainer.tally(configuration.plan, folder: run)
    try trainer.run()
    #expect(
      try folder.names() == [
        "best.safetensors", "checkpoint.safetensors", "config.json", "curve.png", "evaluations.json",
        run.eventFileURLs.first?.lastPathComponent, "metrics.csv", "policy.safetensors",
      ])
  }

  @Test(arguments: ["metrics.csv", "policy.safetensors", "checkpoint.safetensors"])
  func whatCannotBeWrittenIsNamedAndLeavesNothingBehind(name: String) throws {
    let run = try RunFolder(creating: configuration, at: folder.url)
    try FileManager.default.createDirectory(
      at: folder.file("\(name)/in the way"), withIntermediateDirectories: true)
    var trainer = Trainer.tally(configuration.plan, folder: run)
    let error = #expect(throws: (any Error).self) { try trainer.run() }
    #expect(
      error.map { "\($0)".contains(name) && "\($0)".hasSuffix("What stood there before is untouched.") } == true)
    #expect(try folder.names(in: name) == ["in the way"])
    #expect(try folder.names().allSatisfy { !$0.hasPrefix(".") && !$0.hasSuffix(".tmp") })
  }

  @Test func aPolicyNamesWhereItComesFrom() throws {
    let run = try RunFolder(creating: configuration, at: folder.url)
    var trainer = Trainer.tally(configuration.plan, folder: run)
    try trainer.run()
    let metadata = try SafetensorsFile(contentsOf: run.policyURL(.latest)).metadata
    #expect(metadata["environment"] == "Identity-v0")
    #expect(metadata["agent"] == "tally")
    #expect(metadata["steps"] == "100")
    #expect(metadata["seed"] == "7")
  }

  @Test func theCurveHoldsTheEvaluations() throws {
    let plan = TrainingPlan.short(100, evaluatingEvery: 50)
    let run = try RunFolder(creating: .tally(plan), at: folder.url)
    var trainer = Trainer.tally(plan, folder: run)
    let summary = try trainer.run()
    #expect(run.curve.series.first?.points.map(\.x) == summary.evaluations.map { Double($0.steps) })
    #expect(run.curve.series.first?.points.map(\.y) == summary.evaluations.map(\.meanReturn))
    #expect(run.curve.threshold?.value == 7)
  }
}
