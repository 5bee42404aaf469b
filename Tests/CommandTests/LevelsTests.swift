import Foundation
import Testing

/// Runs that make levels.
@Suite("Made levels on the command line") struct LevelsTests {
  private let palaestra: Palaestra

  init() throws { palaestra = try Palaestra() }

  @Test("A run makes levels, says so in its configuration, goes on, and shows them")
  func aRunWithLevels() throws {
    let settings = [
      "levelInterval=100", "levelWarmup=20", "levelUpdates=2", "levelsMade=4", "levelsDesigned=20",
      "levelRealism=0",
      "imaginedShare=0",
    ]
    let walk = ["BipedalWalkerHardcore-v3", "--env-set", "actionBins=2"]
    let outcome = try palaestra.run(
      ["train"] + walk + ["--agent", "clm", "--levels", "--steps", "200", "--eval-every", "0", "--out", "run"]
        + settings.flatMap { ["--set", $0] })
    #expect(outcome.status == 0)
    let data = try Data(contentsOf: palaestra.folder.file("run/config.json"))
    let values = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(values["levels"] as? Bool == true)
    let more = try palaestra.run(["train", walk[0], "--resume", "run", "--steps", "300"])
    #expect(more.status == 0 && more.complaint.contains("Going on at 200 of 300 steps."))
    let shown = try palaestra.run(
      ["watch"] + walk + ["--policy", "run", "--levels", "--steps", "5", "--record", "walk.png"])
    #expect(shown.status == 0 && shown.complaint.contains("Recorded the last of 6 frames"))
  }
}
