import Demonstrations
import NeuralNet
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

@Suite("Adversarial imitation") struct GAILAgentTests {
  @Test("It does what the expert does, though the task pays for something else", arguments: GAILVariant.allCases)
  func imitates(variant: GAILVariant) throws {
    #expect(Contrarian.agreement(with: try variant.train().agent.greedyPolicy) == 1)
  }

  @Test("Whatever the task pays, the run is the same", arguments: [GAILVariant.plain, .multiStep, .prioritized])
  func rewardsDoNotMatter(variant: GAILVariant) throws {
    let tariffs: [@Sendable (Double) -> Double] = [{ $0 }, { 7 - 100 * $0 }, { _ in .infinity }]
    let files = try tariffs.map { reward in
      let agent = try variant.train(steps: 600, reward: reward).agent
      return try StoredFile { try agent.writeCheckpoint(to: &$0) }.open()
    }
    for file in files[1...] {
      for tensor in files[0].tensors { #expect(try file.bytes(tensor.name) == files[0].bytes(tensor.name)) }
    }
  }

  @Test("It repeats itself for one seed, and not for another", arguments: [GAILVariant.plain, .overlapping])
  func repeatsItself(variant: GAILVariant) throws {
    func weights(seed: UInt64) throws -> [Float] {
      let agent = try variant.train(seed: seed, steps: 600).agent
      return agent.dqn.online.values + agent.judge.discriminator.parameters.values
    }
    let first = try weights(seed: 1)
    #expect(try weights(seed: 1) == first)
    #expect(try weights(seed: 2) != first)
  }

  @Test(
    "A checkpoint brings it all back: what is learned next is the same",
    arguments: [GAILVariant.plain, .normalized, .multiStep, .prioritized, .overlapping])
  func checkpoint(variant: GAILVariant) throws {
    var trained = try variant.train(steps: 600).agent
    let file = try StoredFile { try trained.writeCheckpoint(to: &$0) }
    var restored = try variant.agent()
    try restored.readCheckpoint(from: file.open())
    func goOn(_ agent: inout GAILAgent) -> [Float] {
      let environments = Identity.batch(of: 4)
      var (transitions, generator) = (Transitions(environments), RandomGenerator(seed: 5))
      environments.reset(seed: 9, into: &transitions.outcome)
      for _ in 0..<60 {
        swap(&transitions.observations, &transitions.outcome.observations)
        agent.advance(to: 0.5)
        agent.act(on: transitions.observations, into: &transitions.actions, using: &generator)
        environments.step(transitions.actions, into: &transitions.outcome)
        agent.observe(transitions, using: &generator)
        agent.learn(using: &generator)
      }
      return agent.dqn.online.values + agent.judge.discriminator.parameters.values
    }
    #expect(goOn(&restored) == goOn(&trained))
    #expect(restored.updateCount == trained.updateCount)
    #expect(restored.measurements == trained.measurements)
  }

  @Test("A checkpoint of other demonstrations is refused")
  func otherDemonstrations() throws {
    let agent = try GAILVariant.plain.agent()
    let file = try StoredFile { try agent.writeCheckpoint(to: &$0) }
    var generator = RandomGenerator(seed: 0)
    var other = try GAILAgent(
      imitating: Contrarian.episodes(2), in: agent.dqn.task, environmentCount: 4,
      configuration: agent.configuration, using: &generator)
    let error = #expect(throws: CheckpointError.self) { try other.readCheckpoint(from: file.open()) }
    #expect(
      error?.description
        == "It was learning from other demonstrations, of 48 steps, than these, of 16; go on with those of the run that "
        + "wrote it.")
  }

  @Test(
    "A checkpoint of as many steps of other observations or actions is refused",
    arguments: [([1, 3, 3], [0, 1]), ([1, 2, 3], [0, 0])] as [([Float], [Int])])
  func otherSteps(observations: [Float], actions: [Int]) throws {
    let number = SpaceDescriptor.box(scalar: .float32, shape: [1], low: [-9], high: [9])
    let task = try EncodedTask(observing: number, acting: .discrete(count: 2, start: 0))
    func agent(_ observations: [Float], _ actions: [Int]) throws -> GAILAgent {
      let episode = Episode(observations: observations, actions: actions, rewards: [0, 0], ending: .truncated)
      var generator = RandomGenerator(seed: 0)
      return try GAILAgent(
        imitating: [episode], in: task, environmentCount: 1, configuration: GAILConfiguration(), using: &generator)
    }
    let file = try StoredFile { try agent([1, 2, 3], [0, 1]).writeCheckpoint(to: &$0) }
    var (same, other) = (try agent([1, 2, 3], [0, 1]), try agent(observations, actions))
    try same.readCheckpoint(from: file.open())
    let error = #expect(throws: CheckpointError.self) { try other.readCheckpoint(from: file.open()) }
    #expect(
      error?.description.hasPrefix("It was learning from other demonstrations, of 2 steps, than these") == true)
  }

  @Test("Its policy file is one of DQN's and acts the same")
  func policyFile() throws {
    let policy = try GAILVariant.plain.train().agent.greedyPolicy
    let file = try StoredFile(["agent": "gail"]) { policy.write(to: &$0) }
    let task = TaskSpecification(observationSpace: Discrete(3).descriptor, actionSpace: Discrete(3).descriptor)
    let loaded = try #require(try AgentCatalog.standard.policy(from: file.open(), for: task) as? DQNPolicy)
    #expect(Contrarian.agreement(with: loaded) == 1)
  }

  @Test("Numbers that are no longer finite are reported, whichever network they are in", arguments: [true, false])
  func divergence(inDiscriminator: Bool) throws {
    var agent = try GAILVariant.plain.agent()
    if inDiscriminator {
      agent.judge.discriminator.parameters.values = agent.judge.discriminator.parameters.values.map { _ in .infinity
      }
    } else {
      agent.dqn.core.change { $0.online.values = $0.online.values.map { _ in .infinity } }
    }
    let plan = TrainingPlan(steps: 400, environments: 4, evaluationInterval: 0, evaluationEpisodes: 1)
    var trainer = Trainer(agent, in: Identity.batch(of: 4), evaluatingIn: Identity.batch(of: 1), plan: plan)
    let error = #expect(throws: DivergenceError.self) { try trainer.run() }
    #expect(error?.description.contains("the discriminator's loss became") == inDiscriminator)
  }

  @Test("It says how well the discriminator tells the two apart")
  func measurements() throws {
    let measurements = try GAILVariant.plain.train(steps: 800).agent.measurements
    let values = Dictionary(uniqueKeysWithValues: measurements.map { ($0.name, $0.value) })
    let names = ["loss", "expert_accuracy", "own_accuracy", "expert_reward", "own_reward"]
    for name in names { #expect(values["discriminator/\(name)"].map { $0 != 0 } == true, "\(name)") }
    #expect(values["train/loss"].map { $0 != 0 } == true)
  }
}
