import Foundation
import NeuralNet
import Safetensors
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

@Suite struct DQNPolicyTests {
  private static let observations = SpaceDescriptor.box(
    scalar: .float32, shape: [4], low: [-1, -1, -1, -1], high: [1, 1, 1, 1])
  private static let actions = SpaceDescriptor.discrete(count: 3, start: 0)

  private func policy(dueling: Bool = false) throws -> DQNPolicy {
    let encoder = try #require(ObservationEncoder(Self.observations))
    let network = QNetwork(
      QNetwork.Architecture(featureShape: [4], hiddenSizes: [8, 6], actionCount: 3, isDueling: dueling))
    var generator = RandomGenerator(seed: 1)
    var parameters = Parameters(of: network, named: "q_net", using: &generator)
    // Fresh networks hardly tell one observation from another.
    parameters.values = parameters.values.map { $0 * 5 }
    return DQNPolicy(network: network, encoder: encoder, parameters: parameters)
  }

  private func complaint(
    _ file: StoredFile, _ observations: SpaceDescriptor = observations, _ actions: SpaceDescriptor = actions
  ) -> String? {
    do {
      _ = try AgentCatalog.standard.policy(
        from: file.open(), for: TaskSpecification(observationSpace: observations, actionSpace: actions))
      return nil
    } catch {
      return "\(error)".replacing(file.url.path, with: "F")
    }
  }

  @Test("What is saved acts the same", arguments: [false, true])
  func roundTrip(dueling: Bool) throws {
    var policy = try policy(dueling: dueling)
    let file = try StoredFile(["agent": "dqn"]) { policy.write(to: &$0) }
    var loaded = try AgentCatalog.standard.policy(
      from: file.open(), for: TaskSpecification(observationSpace: Self.observations, actionSpace: Self.actions))
    var generator = RandomGenerator(seed: 0)
    let seen = (0..<400).map { Float($0 * $0 * 37 % 101) / 10 - 5 }
    var (before, after) = ([Int](repeating: 0, count: 100), [Int](repeating: 9, count: 100))
    policy.act(on: seen, into: &before, using: &generator)
    loaded.act(on: seen, into: &after, using: &generator)
    #expect(before == after)
    #expect(Set(before).count > 1)
  }

  @Test("Its tensors have the names and shapes that PyTorch's users expect")
  func names() throws {
    let policy = try policy()
    let file = try StoredFile { policy.write(to: &$0) }
    let tensors = Dictionary(uniqueKeysWithValues: try file.open().tensors.map { ($0.name, $0.shape) })
    #expect(
      tensors == [
        "q_net.0.weight": [8, 4], "q_net.0.bias": [8], "q_net.2.weight": [6, 8], "q_net.2.bias": [6],
        "q_net.4.weight": [3, 6], "q_net.4.bias": [3],
      ])
  }

  @Test("The weights of a perceptron that names no agent are taken for DQN's")
  func foreignWeights() throws {
    let policy = try policy()
    let file = try StoredFile { policy.parameters.write(to: &$0) }
    #expect(complaint(file) == nil)
    #expect(complaint(file, .discrete(count: 5, start: 0)) != nil)
  }

  @Test("A policy for another task is refused with a sentence")
  func otherTask() throws {
    let policy = try policy()
    let file = try StoredFile(["agent": "dqn"]) { policy.write(to: &$0) }
    #expect(
      complaint(file, .box(scalar: .float32, shape: [2], low: [0, 0], high: [1, 1]))
        == "Its network takes features of the shape [4], but the environment observes Box(0.0, 1.0, (2,), float32)."
    )
    #expect(
      complaint(file, Self.observations, .discrete(count: 2, start: 0))
        == "Its network values 3 actions, but the environment acts with Discrete(2).")
    #expect(
      complaint(file, Self.observations, Self.observations)
        == "It chooses among categories, but the environment acts with Box(-1.0, 1.0, (4,), float32).")
  }

  @Test(
    "A description that does not fit its weights is refused",
    arguments: [
      #"{"features":{"shape":[4]},"network":{"featureShape":[4],"hiddenSizes":[9],"actionCount":3,"isDueling":false}}"#,
      #"{"features":{"shape":[4]},"network":{"featureShape":[4],"hiddenSizes":[-1],"actionCount":3,"isDueling":false}}"#,
      #"{"features":{"shape":[4]},"network":{"featureShape":[5],"hiddenSizes":[],"actionCount":3,"isDueling":false}}"#,
      #"{"features":{"shape":[4]},"network":{"featureShape":[4],"hiddenSizes":[9999999999],"actionCount":3,"isDueling":true}}"#,
      "{}", "not JSON",
    ])
  func hostileDescription(text: String) throws {
    let policy = try policy()
    let file = try StoredFile(["agent": "dqn"]) {
      policy.write(to: &$0)
      $0.metadata["network"] = text
    }
    #expect(complaint(file) != nil)
  }
}
