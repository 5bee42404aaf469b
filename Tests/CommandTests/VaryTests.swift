import Foundation
import Testing

/// Parameters that are drawn for each episode: on every command, and in all that a command leaves behind.
@Suite("--vary") struct VaryTests {
  private let palaestra: Palaestra

  init() throws { palaestra = try Palaestra() }

  private func rollout(_ more: String..., actions: Int = 40) throws -> Outcome {
    let list = (0..<actions).map { "\($0 % 2)" }.joined(separator: ",")
    try Data("[\(list)]".utf8).write(to: palaestra.folder.file("actions.json"))
    return try palaestra.run(["rollout", "CartPole-v1", "--actions", "actions.json", "--json"] + more)
  }

  @Test func anEmptyRangeIsThePlainTask() throws {
    let plain = try rollout()
    #expect(plain.status == 0)
    #expect(try rollout("--vary", "gravity=9.8..9.8").output == plain.output)
  }

  @Test func resetsTellWhatWasDrawn() throws {
    let outcome = try rollout(
      "--vary", "gravity=5..15", "--vary", "poleMass=0.05..0.5", "--env-set", "timeStep=0.1")
    let resets = try outcome.objects.filter { $0["reset"] as? Bool == true }
    let drawn = resets.compactMap { $0["parameters"] as? [String: Double] }
    #expect(resets.count > 1 && drawn.count == resets.count)
    #expect(
      drawn.allSatisfy { (5...15).contains($0["gravity"] ?? 0) && (0.05...0.5).contains($0["poleMass"] ?? 0) })
    #expect(Set(drawn.compactMap { $0["gravity"] }).count == drawn.count)
  }

  @Test func aRunKeepsItsRangesAndBringsThemAlong() throws {
    let trained = try palaestra(
      "train", "CartPole-v1", "--agent", "rl2", "--wrap", "timeLimit=10", "--wrap", "episodesPerTrial=2", "--vary",
      "gravity=5..15", "--env-set", "poleMass=0.2", "--steps", "128", "--envs", "2", "--eval-every", "0", "--out",
      "run",
      "--set", "rolloutSteps=32", "--set", "batchSize=32", "--set", "sequenceLength=16", "--set", "memorySize=4",
      "--set",
      "hiddenSizes=4", "--quiet")
    #expect(trained.status == 0, "\(trained.complaint)")
    let data = try Data(contentsOf: palaestra.folder.file("run/config.json"))
    let configuration = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(
      configuration["environmentOverrides"] as? [String: String] == ["gravity": "5..15", "poleMass": "0.2"])
    func complaint(_ more: String...) throws -> String {
      let outcome = try palaestra.run(["eval", "CartPole-v1", "--policy", "run", "--episodes", "2"] + more)
      #expect(outcome.status == 0, "\(outcome.complaint)")
      return outcome.complaint
    }
    let wrappers = "--wrap timeLimit=10 --wrap episodesPerTrial=2.\n"
    #expect(try complaint() == "With the run's --env-set poleMass=0.2 --vary gravity=5..15 \(wrappers)")
    #expect(try complaint("--vary", "none") == "With the run's --env-set poleMass=0.2 \(wrappers)")
    #expect(try complaint("--vary", "gravity=1..2") == "With the run's --env-set poleMass=0.2 \(wrappers)")
    #expect(try complaint("--env-set", "gravity=4") == "With the run's --env-set poleMass=0.2 \(wrappers)")
    let resumed = try palaestra("train", "CartPole-v1", "--resume", "run", "--steps", "192", "--quiet")
    #expect(resumed.status == 0, "\(resumed.complaint)")
    #expect(try palaestra("train", "CartPole-v1", "--resume", "run", "--vary", "gravity=1..2").status == 2)
    let watched = try palaestra("watch", "CartPole-v1", "--policy", "run", "--record", "x.png", "--steps", "5")
    #expect(watched.status == 0, "\(watched.complaint)")
  }

  @Test func recordedEpisodesHoldWhatWasDrawnAndArePlayedAgain() throws {
    let recorded = try palaestra(
      "record", "CartPole-v1", "--policy", "heuristic", "--vary", "gravity=5..15", "--wrap", "timeLimit=9",
      "--episodes",
      "2", "--out", "./varied-v0")
    #expect(recorded.status == 0, "\(recorded.complaint)")
    #expect(recorded.complaint.contains("watch CartPole-v1 --vary gravity=5..15 --wrap timeLimit=9 --policy"))
    let watched = try palaestra("watch", "CartPole-v1", "--policy", "./varied-v0#1", "--record", "x.png")
    #expect(watched.status == 0, "\(watched.complaint)")
    #expect(watched.complaint.hasPrefix("With the dataset's --vary gravity=5..15 --wrap timeLimit=9.\n"))
    let plain = try palaestra(
      "record", "CartPole-v1", "--policy", "heuristic", "--wrap", "timeLimit=9", "--episodes", "1", "--out",
      "./varied-v0")
    #expect(plain.status == 1, "episodes of another task are not added")
  }

  @Test func wrongRangesAreRefused() throws {
    for (range, sentence) in [
      ("grvity=5..15", "There is no parameter 'grvity'. Did you mean 'gravity'?"),
      ("cartMass=0..1", "cartMass is 0.0, but must be from 1e-9 to 1e9."),
      ("gravity=15..5", "gravity=15..5 does not work: it is drawn from one or more ranges, the lower end first,"),
    ] {
      let outcome = try palaestra("eval", "CartPole-v1", "--policy", "random", "--vary", range)
      #expect(outcome.status == 2 && outcome.complaint.contains(sentence), "\(outcome.complaint)")
    }
  }

  @Test func benchesVary() throws {
    let outcome = try palaestra("bench", "CartPole-v1", "--vary", "gravity=5..15", "--runs", "1", "--json")
    #expect(try outcome.status == 0 && outcome.objects.count == 1, "\(outcome.complaint)")
  }
}
