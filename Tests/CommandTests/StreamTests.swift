import Foundation
import Testing

/// Standard streams that are closed, few descriptors, folders that are not there: what a program is started in.
@Suite struct StreamTests {
  private let palaestra: Palaestra

  init() throws { palaestra = try Palaestra() }

  private let training = ["train", "FrozenLake-v1", "--agent", "q-learning", "--steps", "4000", "--out", "run"]

  @Test(arguments: [([], "2>&-"), (["--json"], ">&-"), (["--json"], "<&- >&- 2>&-")])
  func nothingIsWrittenIntoDataFilesInstead(more: [String], closed: String) throws {
    let outcome = try palaestra.run(training + more, through: "exec \(closed)")
    #expect(outcome.status == 0)
    let names = try palaestra.folder.names(in: "run")
    for name in names where name.hasPrefix("events") || name.hasSuffix(".csv") {
      let text = String(decoding: try Data(contentsOf: palaestra.folder.file("run/\(name)")), as: UTF8.self)
      #expect(!text.contains("return ") && !text.contains("\"event\""), "\(name)")
    }
  }

  @Test func whatIsToBePrintedAndCannotBeIsAFailure() throws {
    let outcome = try palaestra.run(["envs"], through: "exec >&-")
    #expect(outcome.status == 1)
    #expect(outcome.complaint == "Error: Standard output cannot be written: Bad file descriptor.\n")
  }

  private let recording = ["watch", "CartPole-v1", "--policy", "random", "--steps", "3", "--record", "a.mp4"]

  @Test(.enabled(if: isInstalled("ffmpeg"), "needs ffmpeg"), arguments: [6, 8, 10, 12, 16, 24])
  func fewDescriptorsAreSaid(count: Int) throws {
    let outcome = try palaestra.run(recording, through: "ulimit -n \(count)")
    #expect(outcome.status == 0 || outcome.complaint.hasPrefix("Error: "), "\(outcome.complaint)")
    #expect(try palaestra.folder.names() == (outcome.status == 0 ? ["a.mp4"] : []))
  }

  @Test(.enabled(if: isInstalled("ffmpeg"), "needs ffmpeg"))
  func noTemporaryFolderIsNeeded() throws {
    let outcome = try palaestra.run(recording, environment: ["TMPDIR": "/no-such-folder"])
    #expect(outcome.status == 0, "\(outcome.complaint)")
  }

  @Test(.enabled(if: isInstalled("ffmpeg"), "needs ffmpeg"))
  func whatAKilledRecordingLeftIsSwept() throws {
    try palaestra.write("", to: ".palaestra-1-0.mp4")
    #expect(try palaestra.run(recording).status == 0)
    #expect(try palaestra.folder.names() == ["a.mp4"])
  }

  @Test func aSecondTrainerIsRefused() throws {
    let first = try palaestra.start(
      Array(training.dropLast(4)) + ["--steps", "50000000", "--eval-every", "0", "--out", "run", "--json"])
    try first.wait { try !first.output.isEmpty }
    let before = try Data(contentsOf: palaestra.folder.file("run/config.json"))
    for arguments in [["--resume", "run", "--steps", "5"], ["--agent", "sarsa", "--out", "run"]] {
      let second = try palaestra.run(["train", "FrozenLake-v1"] + arguments)
      #expect(second.status == 1)
      #expect(second.complaint.contains("run is being trained by another process") || arguments.contains("--out"))
    }
    #expect(try Data(contentsOf: palaestra.folder.file("run/config.json")) == before)
    first.interrupt()
    _ = try first.finish(by: SIGINT)
    #expect(try palaestra("train", "FrozenLake-v1", "--resume", "run", "--steps", "5").status == 0)
  }
}
