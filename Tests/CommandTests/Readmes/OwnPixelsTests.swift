import Foundation
import TestTraits
import Testing

/// The program of the page about wrappers is built and run: a world of pixels behind a wrapper of its own.
@Suite("A world of pixels of one's own", .mayHang())
struct OwnPixelsTests {
  private let palaestra: Palaestra

  init() throws { palaestra = try Palaestra() }

  @Test("is trained, evaluated, watched and recorded", .enabled(if: Compiler.shared != nil, "needs swiftc"))
  func everyCommand() throws {
    let program = try #require(try OwnProgram(on: "Wrappers.md", lines: 60))
    for arguments in [
      [
        "train", "Catch-v0", "--agent", "dqn", "--steps", "80", "--set", "learningStarts=40", "--set",
        "batchSize=8",
        "--eval-every", "0", "--out", "run", "--quiet",
      ],
      ["eval", "Catch-v0", "--policy", "run", "--episodes", "2"],
      ["watch", "Catch-v0", "--policy", "run", "--record", "catch.png", "--steps", "3"],
      ["record", "Catch-v0", "--policy", "run", "--episodes", "2", "--out", "./catch-v0"],
      ["eval", "Catch-v0", "--policy", "./catch-v0#1"],
    ] {
      let outcome = try palaestra.run(arguments, executable: program.url)
      #expect(outcome.status == 0, "\(arguments): \(outcome.complaint)")
    }
  }
}
