import NeuralNet
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

@Suite("PPO") struct PPOAgentTests {
  @Test("solves the identity task", arguments: PPOVariant.allCases)
  func solvesTheIdentityTask(variant: PPOVariant) throws {
    #expect(try variant.train().evaluations.last?.evaluation.minimumReturn == 8)
  }

  @Test(
    "repeats itself for one seed, on any number of threads, and not for another", arguments: PPOVariant.allCases)
  func repeatsItself(variant: PPOVariant) throws {
    let weights = try variant.train(seed: 1, steps: 600).agent.learner.parameters.values
    #expect(try variant.train(seed: 1, steps: 600, threads: 3).agent.learner.parameters.values == weights)
    #expect(try variant.train(seed: 2, steps: 600).agent.learner.parameters.values != weights)
  }

  @Test("goes on from a checkpoint in the middle of a rollout", arguments: PPOVariant.allCases)
  func checkpoint(variant: PPOVariant) throws {
    var (trained, generator) = (try variant.agent(), RandomGenerator(seed: 5))
    trained.practise(70, in: Identity.batch(of: 4), using: &generator)
    let file = try StoredFile { try trained.writeCheckpoint(to: &$0) }
    var restored = try variant.agent()
    try restored.readCheckpoint(from: file.open())
    var generators = (generator, generator)
    trained.practise(40, in: Identity.batch(of: 4), using: &generators.0)
    restored.practise(40, in: Identity.batch(of: 4), using: &generators.1)
    #expect(restored.learner.parameters.values == trained.learner.parameters.values)
    #expect(restored.updateCount == trained.updateCount)
    #expect(restored.measurements == trained.measurements)
    #expect(restored.observationNormalizer == trained.observationNormalizer)
    #expect(restored.rewardNormalizer == trained.rewardNormalizer)
  }

  @Test("starts its updates with ratios of exactly 1", arguments: PPOVariant.allCases)
  func firstRatios(variant: PPOVariant) throws {
    var configuration = variant.configuration
    configuration.epochs = 1
    if configuration.memorySize > 0 { configuration.rolloutSteps = 32 }
    configuration.batchSize = 4 * configuration.rolloutSteps
    var generator = RandomGenerator(seed: 7)
    var agent = try PPOAgent(in: .identity(), environmentCount: 4, configuration: configuration, using: &generator)
    agent.practise(configuration.rolloutSteps, in: Identity.batch(of: 4), using: &generator)
    #expect(agent.updateCount == 1)
    let found = Dictionary(uniqueKeysWithValues: agent.measurements.map { ($0.name, $0.value) })
    #expect(found["train/approx_kl"] == 0)
    #expect(found["train/clip_fraction"] == 0)
  }

  @Test("learns in passes over minibatches, as many as its settings say")
  func updates() throws {
    let agent = try PPOVariant.plain.train(steps: 4 * 32 * 3).agent
    #expect(agent.updateCount == 3 * 4 * 2)
  }

  @Test("remembers what was seen before")
  func recall() throws {
    var configuration = PPOVariant.memory.configuration
    configuration.discount = 0.9
    var generator = RandomGenerator(seed: 7)
    let task = try EncodedTask(Recall.batch(of: 1).specification)
    let agent = try PPOAgent(in: task, environmentCount: 8, configuration: configuration, using: &generator)
    let plan = TrainingPlan(steps: 20_000, environments: 8, evaluationInterval: 0, evaluationEpisodes: 20)
    var trainer = Trainer(agent, in: Recall.batch(of: 8), evaluatingIn: Recall.batch(of: 4), plan: plan)
    try trainer.run()
    #expect(trainer.evaluations.last?.evaluation.minimumReturn == 4)
  }

  @Test("reports numbers that are no longer finite, and changes no weights")
  func divergence() throws {
    var configuration = PPOVariant.plain.configuration
    configuration.batchSize = 128
    var generator = RandomGenerator(seed: 5)
    var agent = try PPOAgent(in: .identity(), environmentCount: 4, configuration: configuration, using: &generator)
    agent.practise(32, in: Identity.batch(of: 4), learning: false, using: &generator)
    agent.rollout.rewards[3] = .nan
    let before = agent.learner.parameters.values
    agent.learn(using: &generator)
    guard case .diverged(let reason) = agent.status else {
      Issue.record("\(agent.status)")
      return
    }
    #expect(reason.hasPrefix("the loss became nan"))
    #expect(agent.learner.parameters.values == before)
  }

  @Test("refuses rollouts that the memory has no room for")
  func largeRollouts() throws {
    var configuration = PPOVariant.plain.configuration
    configuration.rolloutSteps = 1 << 24
    #expect(
      throws: ConfigurationError(
        "A rollout of 16777216 steps in each of 64 environments does not fit into the memory, which has room for 1000 "
          + "steps in all; lower rolloutSteps or --envs.")
    ) { try configuration.require(environments: 64, bytesPerRow: 50, memoryLimit: 50_000) }
    #expect(throws: Never.self) { try configuration.require(environments: 1, bytesPerRow: 1, memoryLimit: 1 << 24) }
  }

  @Test("refuses minibatches that are larger than a rollout, and sequences longer than one")
  func badSettings() throws {
    for (change, sentence) in [
      (
        { (settings: inout PPOConfiguration) in settings.batchSize = 129 },
        "batchSize=129 is more than the 128 steps of a rollout, 32 in each of 4 environments; lower batchSize, or raise "
          + "rolloutSteps or --envs."
      ),
      (
        {
          $0.memorySize = 4
          $0.sequenceLength = 33
        }, "sequenceLength=33 must be at most rolloutSteps=32 and batchSize=64."
      ),
    ] as [((inout PPOConfiguration) -> Void, String)] {
      var configuration = PPOVariant.plain.configuration
      change(&configuration)
      var generator = RandomGenerator(seed: 0)
      #expect(throws: ConfigurationError(sentence)) {
        try PPOAgent(in: .identity(), environmentCount: 4, configuration: configuration, using: &generator)
      }
    }
  }
}
