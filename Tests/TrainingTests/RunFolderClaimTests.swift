import Foundation
import Safetensors
import Simulation
import TestSupport
import Testing

@testable import Training

@Suite struct RunFolderClaimTests {
  private let folder: TemporaryFolder
  private let configuration = RunConfiguration.tally(.short(100, seed: 7))

  init() throws { folder = try TemporaryFolder() }

  private func sentence(_ body: () throws -> RunFolder) -> String {
    do { return try body().url.path } catch { return "\(error)" }
  }

  private var refusal: String {
    "\(folder.url.path) is being trained by another process; wait until it has ended, or choose another folder."
  }

  @Test func whoTrainsHasTheFolderForThemselves() throws {
    do {
      let run = try RunFolder(creating: configuration, at: folder.url)
      #expect(sentence { try RunFolder(claiming: folder.url) } == refusal)
      // Whoever only looks is let in.
      #expect(try RunFolder(opening: folder.url).configuration == run.configuration)
    }
    do {
      let run = try RunFolder(claiming: folder.url)
      let other = try RunFolder(resuming: run, with: run.configuration.plan)
      #expect(sentence { try RunFolder(claiming: folder.url) } == refusal)
      withExtendedLifetime((run, other)) {}
    }
    #expect(throws: Never.self) { try RunFolder(claiming: folder.url) }
  }

  @Test func whatWasLeftHalfWrittenIsSwept() throws {
    _ = try RunFolder(creating: configuration, at: folder.url)
    let leftovers = [
      ".palaestra-1-0.safetensors", ".dat.nosync0f1e.a9", ".checkpoint.safetensors.4711-0.tmp",
      ".curve-0A1B2C3D.png",
    ]
    for name in leftovers + [".notes"] { try Data().write(to: folder.file(name)) }
    _ = try RunFolder(opening: folder.url)
    #expect(try folder.names().count == leftovers.count + 2)
    _ = try RunFolder(claiming: folder.url)
    #expect(try folder.names() == [".notes", "config.json"])
  }

  @Test func whatIsNoRunIsNotTouched() throws {
    try Data().write(to: folder.file(".dat.nosync0f1e.a9"))
    #expect(throws: RunFolderError.self) { try RunFolder(claiming: folder.url) }
    #expect(try folder.names() == [".dat.nosync0f1e.a9"])
  }

  @Test func aFolderWithLeftoversAloneIsEmpty() throws {
    try Data().write(to: folder.file(".palaestra-1-0.json"))
    _ = try RunFolder(creating: configuration, at: folder.url)
    #expect(try folder.names() == ["config.json"])
  }

  @Test func linksInACircleAreNamed() throws {
    try FileManager.default.createSymbolicLink(atPath: folder.file("a").path, withDestinationPath: "a")
    #expect(
      sentence { try RunFolder(creating: configuration, at: folder.file("a")) }
        == "The folder \(folder.file("a").path) cannot be made: Too many levels of symbolic links.")
    #expect(
      sentence { try RunFolder(opening: folder.file("a")) }
        == "\(folder.file("a").path) is no run folder: its config.json cannot be read: Too many levels of symbolic links."
    )
  }

  @Test func aPolicyKnowsItsWorld() throws {
    let run = try RunFolder(creating: configuration, at: folder.url)
    var trainer = Trainer.tally(configuration.plan, folder: run)
    try trainer.run()
    let metadata = try SafetensorsFile(contentsOf: run.policyURL(.latest)).metadata
    #expect(RunConfiguration.overrides(in: metadata) == configuration.environmentOverrides)
    #expect(RunConfiguration.wrappers(in: metadata) == ["clipReward", "timeLimit=9"])
    #expect(RunConfiguration.overrides(in: ["environment": "Identity-v0"]) == nil)
    #expect(RunConfiguration.wrappers(in: ["environment": "Identity-v0"]) == nil)
  }
}
