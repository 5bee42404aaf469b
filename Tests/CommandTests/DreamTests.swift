import Foundation
import Raster
import Safetensors
import Testing

/// Watching a run's dream beside what happens.
@Suite struct DreamTests {
  private let palaestra: Palaestra

  init() throws { palaestra = try Palaestra() }

  /// Trains until there is a world, or less.
  private func train(_ environment: String, agent: String = "clm", steps: Int = 260, _ settings: [String]) throws {
    let outcome = try palaestra.run(
      ["train", environment, "--agent", agent, "--steps", "\(steps)", "--eval-every", "\(steps)", "--out", "run"]
        + settings.flatMap { ["--set", $0] })
    try #require(outcome.status == 0, "\(outcome.complaint)")
  }

  private static let small = [
    "hiddenSizes=8", "worldStarts=200", "worldWarmup=5", "generatorHiddenSizes=16", "discriminatorHiddenSizes=16",
  ]

  private func watch(_ environment: String, _ more: String...) throws -> Outcome {
    try palaestra.run(["watch", environment, "--dream", "--policy", "run", "--fps", "1"] + more)
  }

  @Test func aDreamIsDrawnBesideWhatHappens() throws {
    try train("CartPole-v1", Self.small)
    for (steps, name) in [("1", "a.png"), ("60", "b.png"), ("60", "c.png")] {
      let outcome = try watch("CartPole-v1", "--record", name, "--steps", steps)
      #expect(outcome.status == 0, "\(outcome.complaint)")
    }
    let pictures = try ["a", "b", "c"].map { try Canvas(contentsOfPNG: palaestra.folder.file("\($0).png")) }
    #expect(pictures.allSatisfy { $0.width == 1144 && $0.height == 596 })
    #expect(pictures[0].pixels != pictures[1].pixels)
    #expect(pictures[1].pixels == pictures[2].pixels, "a dream can be dreamt again")
    // What happens is what is watched without a dream.
    try palaestra(
      "watch", "CartPole-v1", "--policy", "run", "--record", "d.png", "--steps", "1", "--fps", "1",
      "--zoom", "0.95")
    let plain = try Canvas(contentsOfPNG: palaestra.folder.file("d.png"))
    // Title and numbers stand above what is drawn, in both.
    let isTheSame = (0..<380).allSatisfy { y in
      (0..<570).allSatisfy { pictures[0][$0, y + 60] == plain[$0, y + plain.height - 380] }
    }
    #expect(isTheSame)
    #expect(Set(pictures[0].pixels).count > 200)
  }

  @Test func numbersAreDrawnWhereStatesCannotBe() throws {
    try train("CartPoleBox2D-v0", Self.small)
    let outcome = try watch("CartPoleBox2D-v0", "--record", "a.png", "--steps", "5")
    #expect(outcome.status == 0, "\(outcome.complaint)")
    let picture = try Canvas(contentsOfPNG: palaestra.folder.file("a.png"))
    let violet = picture.pixels.count { $0 == Color(0xBBA4EE) }
    #expect(violet > 100, "\(violet) pixels of what is dreamt")
  }

  @Test(arguments: [
    ("heuristic", "CartPole-v1"), ("random", "CartPole-v1"), ("run/policy.safetensors", "CartPole-v1"),
  ])
  func whatIsNoRunFolderDoesNotDream(policy: String, environment: String) throws {
    try train(environment, agent: "dqn", steps: 200, [])
    let outcome = try palaestra("watch", environment, "--dream", "--policy", policy, "--record", "a.png")
    #expect(outcome.status == 2)
    #expect(
      outcome.complaint
        == "Error: --dream shows what a run of clm imagines; give its run folder with --policy, not \(policy).\n")
  }

  @Test func onlyRunsOfCLMDream() throws {
    try train("CartPole-v1", agent: "dqn", steps: 200, [])
    let outcome = try watch("CartPole-v1", "--record", "a.png")
    #expect(outcome.status == 2)
    #expect(
      outcome.complaint == "Error: run is a run of dqn, which imagines nothing; --dream shows a run of clm.\n")
  }

  @Test func aWorldThatIsNotThereYetIsMissed() throws {
    try train("CartPole-v1", steps: 200, ["worldStarts=500"])
    let outcome = try watch("CartPole-v1", "--record", "a.png")
    #expect(outcome.status == 1)
    #expect(
      outcome.complaint
        == "Error: run/checkpoint.safetensors cannot be dreamt in. It holds no world to dream in yet; train on, "
        + "beyond 500 steps.\n")
    try FileManager.default.removeItem(at: palaestra.folder.file("run/checkpoint.safetensors"))
    #expect(
      try watch("CartPole-v1", "--record", "a.png").complaint
        == "Error: run holds no world to dream in yet: it has no checkpoint.safetensors; train on.\n")
  }

  @Test func aWorldOfAnotherEnvironmentIsNotDreamtOf() throws {
    try train("CartPole-v1", steps: 200, [])
    let outcome = try watch("Acrobot-v1", "--record", "a.png")
    #expect(outcome.status == 1)
    #expect(outcome.complaint.hasSuffix(".safetensors was trained on CartPole-v1, not on Acrobot-v1.\n"))
    #expect(try palaestra.folder.names() == ["run"])
  }
}
