import Demonstrations
import Environments
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

@Suite("Adversarial imitation in the catalogue") struct GAILCatalogTests {
  private static func request(
    _ id: String, _ demonstrations: [Demonstrations], _ settings: [String: String] = [:]
  ) throws -> TrainingRequest {
    let environments = try Catalog.entry(id).makeVector(count: 1)
    var request = TrainingRequest(
      environments: environments, evaluationEnvironments: environments,
      overrides: ConfigurationOverrides(settings), plan: TrainingPlan())
    request.demonstrations = demonstrations
    return request
  }

  private static func demonstrations(
    _ episodes: [Episode<Float, Int>], of id: String = "CartPole-v1"
  ) throws -> Demonstrations {
    let task = try Catalog.entry(id).task()
    return Demonstrations(
      name: "mine", environment: id, observationSpace: task.observationSpace, actionSpace: task.actionSpace,
      episodes: .floatInt(episodes))
  }

  private static func episode(_ observation: [Float] = [0, 0, 0, 0], action: Int = 1) -> Episode<Float, Int> {
    Episode(
      observations: [0, 0, 0, 0] + observation, actions: [action], rewards: [1], ending: .terminated)
  }

  private func complaint(_ request: TrainingRequest) -> String? {
    do {
      _ = try AgentCatalog.entry(named: "gail").prepare(request)
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test("Good demonstrations are taken, also where bounds differ")
  func good() throws {
    let demonstrations = Demonstrations(
      name: "mine", environment: nil,
      observationSpace: .box(
        scalar: "float32", shape: [4], low: [-1, -1, -1, -1], high: [1, 1, 1, 1]),
      actionSpace: .discrete(count: 2, start: 0), episodes: .floatInt([Self.episode()]))
    #expect(complaint(try Self.request("CartPole-v1", [demonstrations])) == nil)
  }

  @Test("Without demonstrations it says where to get them")
  func none() throws {
    #expect(
      complaint(try Self.request("CartPole-v1", []))
        == "gail imitates, but there is nothing to imitate; name a dataset with --demonstrations.")
    #expect(
      complaint(try Self.request("CartPole-v1", [Self.demonstrations([])]))
        == "The demonstrations 'mine' have no episodes; choose others, or record some with `palaestra record`.")
    #expect(
      complaint(try Self.request("CartPole-v1", [Self.demonstrations([Episode(startingAt: [0, 0, 0, 0])])]))
        == "The demonstrations 'mine' have 1 episodes, but not a single step; choose others, or record some with "
        + "`palaestra record`.")
  }

  @Test("Demonstrations of another task are refused with both tasks' spaces")
  func otherSpaces() throws {
    let found = complaint(try Self.request("Acrobot-v1", [Self.demonstrations([Self.episode()])]))
    #expect(found?.contains("act with Discrete(2), but the environment observes Box(") == true)
    #expect(found?.hasSuffix("acts with Discrete(3); choose demonstrations of this environment.") == true)
  }

  @Test("Numbers that are none, and actions that there are not, are refused with their place")
  func badNumbers() throws {
    #expect(
      complaint(
        try Self.request("CartPole-v1", [Self.demonstrations([Self.episode(), Self.episode([0, .nan, 0, 0])])]))?
        .hasPrefix(
          "Episode 1 of the demonstrations 'mine' has the observation [0.0, nan, 0.0, 0.0] in step 1, but ")
        == true)
    #expect(
      complaint(try Self.request("CartPole-v1", [Self.demonstrations([Self.episode(action: 2)])]))
        == "Episode 0 of the demonstrations 'mine' has the action [2] in step 0, but Discrete(2) was expected; leave "
        + "the episode out.")
  }

  @Test("Actions that are numbers are refused")
  func continuous() throws {
    #expect(complaint(try Self.request("Pendulum-v1", []))?.hasPrefix("gail acts with one category, but ") == true)
  }

  @Test(
    "Settings that do not work are refused by name",
    arguments: [
      ("rewardLimit", "0", "rewardLimit is 0.0, but must be above 0 and at most 1000."),
      ("discriminatorBatchSize", "0", "discriminatorBatchSize is 0, but must be from 1 to 65536."),
      ("labelSmoothing", "0.5", "labelSmoothing is 0.5, but must be from 0 up to, but not, 0.5."),
      ("gradientPenalty", "-1", "gradientPenalty is -1.0, but must be from 0 to 1e6."),
      ("discriminatorLearningRate", "0", "discriminatorLearningRate is 0.0, but must be above 0 and at most 1."),
      ("batchSize", "0", "batchSize is 0, but must be from 1 to 65536."),
      ("reward", "logits", "There is no reward 'logits'. Did you mean 'logit'? Known: logit, positive, negative."),
    ])
  func settings(name: String, value: String, sentence: String) throws {
    #expect(complaint(try Self.request("CartPole-v1", [], [name: value])) == sentence)
  }

  @Test("What an ended episode earns for ever must be discounted")
  func undiscounted() throws {
    #expect(
      complaint(try Self.request("CartPole-v1", [], ["discount": "1"]))?.hasPrefix("discount is 1, but ") == true)
    #expect(
      complaint(try Self.request("CartPole-v1", [], ["discount": "1", "absorbing": "false"]))?
        .hasPrefix("gail imitates, ") == true)
  }

  @Test("Its settings are DQN's and the discriminator's, each by one name")
  func names() throws {
    let names = try AgentCatalog.entry(named: "gail").parameters.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(Set(names).isSuperset(of: try AgentCatalog.entry(named: "dqn").parameters.map(\.name)))
    #expect(Set(names).isSuperset(of: ["reward", "discriminatorLearningRate", "gradientPenalty", "absorbing"]))
  }
}
