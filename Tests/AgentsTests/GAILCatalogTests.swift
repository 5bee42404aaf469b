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
    let environments = try Catalog.standard.entry(id).makeVector(count: 1)
    var request = TrainingRequest(
      environments: environments, evaluationEnvironments: environments,
      overrides: ConfigurationOverrides(settings), plan: TrainingPlan())
    request.demonstrations = demonstrations
    return request
  }

  private static func demonstrations(
    _ episodes: [Episode], of id: String = "CartPole-v1"
  ) throws -> Demonstrations {
    let task = try Catalog.standard.entry(id).task()
    return Demonstrations(
      name: "mine", environment: id, observationSpace: task.observationSpace, actionSpace: task.actionSpace,
      episodes: episodes)
  }

  private static func episode(_ observation: [Float] = [0, 0, 0, 0], action: Int = 1) -> Episode {
    Episode(
      observations: [0, 0, 0, 0] + observation, actions: [action], rewards: [1], ending: .terminated)
  }

  private func complaint(_ request: TrainingRequest) -> String? {
    do {
      _ = try AgentCatalog.standard.entry(named: "gail").prepare(request)
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
        scalar: .float32, shape: [4], low: [-1, -1, -1, -1], high: [1, 1, 1, 1]),
      actionSpace: .discrete(count: 2, start: 0), episodes: [Self.episode()])
    #expect(complaint(try Self.request("CartPole-v1", [demonstrations])) == nil)
  }

  @Test("Without demonstrations it says where to get them")
  func none() throws {
    #expect(
      complaint(try Self.request("CartPole-v1", []))
        == "gail learns from demonstrations; give them with --demonstrations.")
    #expect(
      complaint(try Self.request("CartPole-v1", [Self.demonstrations([])]))
        == "The demonstrations 'mine' hold no step to learn from.")
    let begun = Episode(
      startingAt: RowBuffer([0, 0, 0, 0] as [Float], rowShape: [4]), actingWith: RowLayout(.int64, shape: []))
    #expect(
      complaint(try Self.request("CartPole-v1", [Self.demonstrations([begun])]))
        == "The demonstrations 'mine' hold no step to learn from.")
  }

  @Test("Demonstrations of another task are refused with both tasks' spaces")
  func otherSpaces() throws {
    let found = complaint(try Self.request("Acrobot-v1", [Self.demonstrations([Self.episode()])]))
    #expect(found?.hasPrefix("The demonstrations 'mine' observe Box(") == true)
    #expect(found?.hasSuffix("is acted in with Discrete(3).") == true)
  }

  @Test("Numbers that are none, and actions that there are not, are refused with their place")
  func badNumbers() throws {
    let episodes = [Self.episode(), Self.episode([0, .nan, 0, 0])]
    #expect(
      complaint(try Self.request("CartPole-v1", [Self.demonstrations(episodes)]))
        == "The demonstrations 'mine' cannot be learned from: in step 1 of episode 1 the observation holds nan"
        + ", where numbers must be finite; record them anew."
    )
    #expect(
      complaint(try Self.request("CartPole-v1", [Self.demonstrations([Self.episode(action: 2)])]))
        == "The demonstrations 'mine' cannot be learned from: in step 0 of episode 0 the action is 2, which is not in Discrete(2)"
        + "; record them anew.")
  }

  @Test("Actions that are numbers are refused")
  func continuous() throws {
    #expect(
      complaint(try Self.request("Pendulum-v1", [Self.demonstrations([Self.episode()])]))?.hasPrefix(
        "gail acts with one category, but ") == true)
  }

  @Test(
    "Settings that do not work are refused by name",
    arguments: [
      ("rewardLimit", "0", "rewardLimit is 0.0, but must be above 0 and at most 1000."),
      ("discriminatorBatchSize", "0", "discriminatorBatchSize is 0, but must be from 1 to 65536."),
      ("labelSmoothing", "0.5", "labelSmoothing is 0.5, but must be from 0 up to, but not, 0.5."),
      ("gradientPenalty", "-1", "gradientPenalty is -1.0, but must be from 0 to 1e6."),
      (
        "discriminatorLearningRate", "0", "discriminatorLearningRate is 0.0, but must be above 0 and at most 1."
      ),
      ("batchSize", "0", "batchSize is 0, but must be from 1 to 65536."),
      ("reward", "logits", "There is no reward 'logits'. Did you mean 'logit'? Known: logit, positive, negative."),
    ])
  func settings(name: String, value: String, sentence: String) throws {
    #expect(
      complaint(try Self.request("CartPole-v1", [Self.demonstrations([Self.episode()])], [name: value])) == sentence
    )
  }

  @Test("What an ended episode earns for ever must be discounted")
  func undiscounted() throws {
    let demonstrations = [try Self.demonstrations([Self.episode()])]
    func complaint(_ settings: [String: String]) throws -> String? {
      self.complaint(try Self.request("CartPole-v1", demonstrations, settings))
    }
    #expect(try complaint(["discount": "1"])?.hasPrefix("discount is 1, but ") == true)
    #expect(try complaint(["discount": "1", "absorbing": "false"]) == nil)
  }

  @Test("Its settings are DQN's and the discriminator's, each by one name")
  func names() throws {
    let names = try AgentCatalog.standard.entry(named: "gail").parameters.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(Set(names).isSuperset(of: try AgentCatalog.standard.entry(named: "dqn").parameters.map(\.name)))
    #expect(Set(names).isSuperset(of: ["reward", "discriminatorLearningRate", "gradientPenalty", "absorbing"]))
  }
}
