import Foundation
import TestTraits
import Testing

/// The program of the page about environments of one's own is built and run: it has the whole command line.
@Suite("A world of one's own", .mayHang(), .serialized)
struct OwnWorldTests {
  private let palaestra: Palaestra

  init() throws { palaestra = try Palaestra() }

  /// The program, built once.
  private static let program = Result { try OwnProgram(on: "WritingAnEnvironment.md", lines: 40) }

  private func run(_ arguments: String...) throws -> Outcome {
    try palaestra.run(arguments, executable: try #require(try Self.program.get()).url)
  }

  @Test(
    "is listed, trained, evaluated, watched, recorded and played back",
    .enabled(if: Compiler.shared != nil, "needs swiftc"))
  func everyCommand() throws {
    let listed = try run("envs")
    #expect(
      listed.lines.contains { $0.hasPrefix("Corridor-v0 ") }
        && listed.lines.contains { $0.hasPrefix("CartPole-v1 ") })
    let trained = try run(
      "train", "Corridor-v0", "--agent", "q-learning", "--steps", "3000", "--eval-every", "0", "--out", "run",
      "--quiet")
    #expect(trained.status == 0, "\(trained.complaint)")
    let evaluated = try run("eval", "Corridor-v0", "--policy", "run", "--json")
    #expect(try evaluated.objects[0]["mean_return"] as? Double ?? 0 > 0.9, "\(evaluated.complaint)")
    let watched = try run("watch", "Corridor-v0", "--policy", "run", "--record", "walk.png", "--steps", "3")
    #expect(watched.status == 0, "\(watched.complaint)")
    let recorded = try run("record", "Corridor-v0", "--policy", "run", "--episodes", "1", "--out", "./walk-v0")
    #expect(recorded.status == 0, "\(recorded.complaint)")
    #expect(try run("eval", "Corridor-v0", "--policy", "./walk-v0#0").status == 0)
    #expect(try run("bench", "Corridor-v0", "--runs", "1", "--wrap", "timeLimit=5").status == 0)
    let mistyped = try run("eval", "Coridor-v0", "--policy", "random")
    #expect(mistyped.status == 2 && mistyped.complaint.contains("Did you mean 'Corridor-v0'?"))
  }
}
