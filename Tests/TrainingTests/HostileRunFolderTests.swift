import Foundation
import Simulation
import TestSupport
import Testing
import Training

/// The files of a run folder may come from anywhere.
@Suite struct HostileRunFolderTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    var plan = TrainingPlan()
    plan.steps = 80
    _ = try RunFolder(
      creating: RunConfiguration(
        environment: "CartPole-v1", environmentOverrides: ConfigurationOverrides(), agent: "dqn", preset: nil,
        agentOverrides: ConfigurationOverrides(), agentConfiguration: [:], plan: plan), at: folder.url)
  }

  private func complaint() -> String? {
    do {
      _ = try RunFolder(opening: folder.url)
      return nil
    } catch {
      return "\(error)".replacing(folder.url.path, with: "F")
    }
  }

  @Test(arguments: [511, 512, 513, 514, 100_000])
  func nestingThatIsTooDeepIsRefused(depth: Int) throws {
    try Data(String(repeating: "[", count: depth).utf8).write(to: folder.file("config.json"))
    #expect(
      complaint() == "F/config.json is damaged: it has arrays and objects more than 128 deep in each other.")
  }

  @Test(arguments: [
    ("steps", -1, "steps is -1, but must be from 1 to 2^53."),
    ("steps", Int.max, "steps is 9223372036854775807, but must be from 1 to 2^53."),
    ("environments", 1 << 40, "environments is 1099511627776, but must be from 1 to 65536."),
    (
      "evaluationInterval", Int.min,
      "evaluationInterval is -9223372036854775808, but must be from 0 to 2^53."
    ),
  ])
  func aPlanThatCannotBeIsRefused(name: String, value: Int, sentence: String) throws {
    let url = folder.file("config.json")
    var object = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
    var plan = try #require(object["plan"] as? [String: Any])
    plan[name] = value
    object["plan"] = plan
    try JSONSerialization.data(withJSONObject: object).write(to: url)
    #expect(complaint() == "The plan in F/config.json cannot be: \(sentence)")
  }

  @Test(arguments: [
    "[[[", String(repeating: "[", count: 513), "[{\"steps\":1}]",
    #"[{"steps":9223372036854775807,"seconds":1,"isBest":true,"evaluation":{"returns":[1e308,-1e308],"lengths":[1,1]}}]"#,
    #"[{"steps":-5,"seconds":1,"isBest":true,"evaluation":{"returns":["NaN","Infinity"],"lengths":[0,0]}}]"#,
    #"[{"steps":1,"seconds":1,"isBest":true,"evaluation":{"returns":[1],"lengths":[9223372036854775807,1]}}]"#,
  ])
  func evaluationsMayHoldAnything(text: String) throws {
    try Data(text.utf8).write(to: folder.file("evaluations.json"))
    let run = try RunFolder(opening: folder.url)
    _ = run.curve
    #expect(!run.hasReachedGoal)
  }
}
