import Foundation
import TestTraits
import Testing

/// The program of the page about agents of one's own is built and run: its agent is one of all.
@Suite("An agent of one's own", .mayHang(), .serialized, .enabled(if: Compiler.shared != nil, "needs swiftc"))
struct OwnAgentTests {
  private let palaestra: Palaestra

  init() throws { palaestra = try Palaestra() }

  /// The program, built once.
  private static let program = Result { try OwnProgram(on: "WritingAnAgent.md", lines: 150) }

  private func run(_ arguments: [String]) throws -> Outcome {
    try palaestra.run(arguments, executable: try #require(try Self.program.get()).url)
  }

  private func run(_ arguments: String...) throws -> Outcome { try run(arguments) }

  @Test("is listed, trained, evaluated and watched")
  func everyCommand() throws {
    #expect(try run("agents").lines.filter { ["cem", "dqn"].contains($0) } == ["dqn", "cem"])
    #expect(try run("agents", "cem").output.contains("elite = 10"))
    let trained = try run("train", "CartPole-v1", "--agent", "cem", "--out", "run", "--eval-every", "0", "--quiet")
    #expect(trained.status == 0, "\(trained.complaint)")
    let evaluated = try run("eval", "CartPole-v1", "--policy", "run", "--json")
    #expect(try evaluated.objects[0]["mean_return"] as? Double ?? 0 > 150, "\(evaluated.complaint)")
    let watched = try run("watch", "CartPole-v1", "--policy", "run", "--record", "pole.png", "--steps", "3")
    #expect(watched.status == 0, "\(watched.complaint)")
    let elsewhere = try palaestra("eval", "CartPole-v1", "--policy", "run")
    #expect(elsewhere.status == 1 && elsewhere.complaint.contains("There is no agent 'cem'."))
  }

  @Test("goes on as if it had not stopped")
  func resuming() throws {
    // The noise fades by the share of all steps, which a run that asks for more changes.
    let settings = ["--set", "noise=0", "--set", "population=5", "--set", "elite=2", "--envs", "4"]
    for (out, steps) in [("whole", "3000"), ("parted", "1430")] {
      let trained = try run(
        ["train", "CartPole-v1", "--agent", "cem", "--eval-every", "0", "--quiet", "--out", out, "--steps", steps]
          + settings)
      #expect(trained.status == 0, "\(trained.complaint)")
    }
    let resumed = try run(
      "train", "CartPole-v1", "--resume", "parted", "--steps", "3000", "--eval-every", "0", "--quiet")
    #expect(resumed.status == 0, "\(resumed.complaint)")
    let policies = try ["whole", "parted"].map {
      try Data(contentsOf: palaestra.folder.file("\($0)/policy.safetensors"))
    }
    #expect(policies[0] == policies[1])
  }

  @Test("is suggested and refused by the sentences that all have")
  func mistakes() throws {
    let mistyped = try run("train", "CartPole-v1", "--agent", "cen")
    #expect(mistyped.status == 2 && mistyped.complaint.contains("Did you mean 'cem'?"))
    let unfit = try run("train", "Pendulum-v1", "--agent", "cem")
    #expect(unfit.status == 2 && unfit.complaint.hasPrefix("Error: cem acts with one category, but this"))
    let pictures = try run("train", "CarRacing-v3", "--agent", "cem", "--env-set", "continuous=false")
    #expect(
      pictures.status == 2 && pictures.complaint.hasPrefix("Error: cem weighs numbers and categories, not Box("))
  }
}
