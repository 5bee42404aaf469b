import NeuralNet
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

/// The switches of DQN, one by one and together.
enum DQNVariant: String, CaseIterable, CustomTestStringConvertible {
  case plain, double, dueling, multiStep, prioritized, polyak, boltzmann, squared, averaging, all, overlapping

  var testDescription: String { rawValue }

  var configuration: DQNConfiguration {
    var configuration = DQNConfiguration()
    configuration.hiddenSizes = [16]
    configuration.learningRate = .constant(5e-3)
    configuration.discount = 0.5
    configuration.batchSize = 16
    configuration.bufferSize = 500
    configuration.learningStarts = 64
    configuration.targetUpdateInterval = 50
    configuration.epsilon = .linear(from: 1, to: 0.05, fraction: 0.5)
    configuration.temperature = .exponential(from: 1, to: 0.05, fraction: 0.5)
    if self == .double || self == .all { configuration.double = true }
    if self == .dueling || self == .all { configuration.dueling = true }
    if self == .multiStep || self == .all { configuration.returnSteps = 3 }
    if self == .prioritized || self == .all { configuration.prioritized = true }
    if self == .boltzmann || self == .all { configuration.exploration = .boltzmann }
    if self == .averaging || self == .all { configuration.policyAveraging = 0.95 }
    if self == .squared { configuration.loss = .squared }
    if self == .overlapping { configuration.overlapsLearning = true }
    if self == .polyak || self == .all {
      configuration.targetUpdateInterval = 4
      configuration.targetUpdateRate = 0.05
    }
    return configuration
  }

  func agent(environments: Int = 4) throws -> DQNAgent {
    var generator = RandomGenerator(seed: 7)
    return try DQNAgent(
      in: .identity(), environmentCount: environments, configuration: configuration, using: &generator)
  }

  /// Trains on the identity task.
  func train(seed: UInt64 = 0, steps: Int = 3000) throws -> Trainer<DQNAgent> {
    var plan = TrainingPlan(steps: steps, environments: 4, evaluationInterval: 0, evaluationEpisodes: 20)
    plan.seed = seed
    var trainer = Trainer(
      try agent(), in: Identity.batch(of: 4), evaluatingIn: Identity.batch(of: 4), plan: plan)
    try trainer.run()
    return trainer
  }
}

@Suite struct DQNAgentTests {
  @Test("It solves the identity task", arguments: DQNVariant.allCases)
  func solvesTheIdentityTask(variant: DQNVariant) throws {
    #expect(try variant.train().evaluations.last?.evaluation.minimumReturn == 8)
  }

  @Test("It repeats itself for one seed, and not for another", arguments: DQNVariant.allCases)
  func repeatsItself(variant: DQNVariant) throws {
    let weights = try variant.train(seed: 1, steps: 600).agent.online.values
    #expect(try variant.train(seed: 1, steps: 600).agent.online.values == weights)
    #expect(try variant.train(seed: 2, steps: 600).agent.online.values != weights)
  }

  @Test("A checkpoint brings it all back: the next updates are the same", arguments: DQNVariant.allCases)
  func checkpoint(variant: DQNVariant) throws {
    var trained = try variant.train(steps: 600).agent
    let file = try StoredFile { try trained.writeCheckpoint(to: &$0) }
    var restored = try variant.agent()
    try restored.readCheckpoint(from: file.open())
    var generators = (RandomGenerator(seed: 5), RandomGenerator(seed: 5))
    trained.advance(to: 0.5)
    restored.advance(to: 0.5)
    trained.core.change { $0.learn(fromBatches: 20, at: 0.5, using: &generators.0) }
    restored.core.change { $0.learn(fromBatches: 20, at: 0.5, using: &generators.1) }
    #expect(restored.online.values == trained.online.values)
    #expect(restored.target.values == trained.target.values)
    #expect(restored.updateCount == trained.updateCount)
    #expect(restored.measurements == trained.measurements)
  }

  @Test("Before learning starts every action is drawn at random, and nothing is learned")
  func warmUp() throws {
    let trainer = try DQNVariant.plain.train(steps: 60)
    #expect(trainer.agent.updateCount == 0)
    #expect(try DQNVariant.plain.agent().online.values == trainer.agent.online.values)
  }

  @Test("It learns as often as the intervals say")
  func intervals() throws {
    var configuration = DQNVariant.plain.configuration
    configuration.trainingInterval = 40
    configuration.gradientSteps = 3
    var generator = RandomGenerator(seed: 0)
    let agent = try DQNAgent(
      in: .identity(), environmentCount: 4, configuration: configuration, using: &generator)
    let plan = TrainingPlan(steps: 400, environments: 4, evaluationInterval: 0, evaluationEpisodes: 1)
    var trainer = Trainer(agent, in: Identity.batch(of: 4), evaluatingIn: Identity.batch(of: 1), plan: plan)
    try trainer.run()
    // At 80, 120, … 400: the interval at 40 is over before learning starts at 64.
    #expect(trainer.agent.updateCount == 9 * 3)
  }

  @Test("Numbers that are no longer finite are reported, and change no weights")
  func divergence() throws {
    var agent = try DQNVariant.plain.train(steps: 200).agent
    agent.core.change { $0.online.values = $0.online.values.map { _ in Float.infinity } }
    let before = agent.online.values
    var generator = RandomGenerator(seed: 0)
    agent.core.change { $0.learn(fromBatches: 2, at: 0, using: &generator) }
    #expect(agent.core.divergence?.hasPrefix("the loss became") == true)
    #expect(agent.online.values == before)
  }

  @Test("A run whose numbers are no longer finite ends with a sentence")
  func divergingRun() throws {
    var plan = TrainingPlan(steps: 400, environments: 4, evaluationInterval: 0, evaluationEpisodes: 1)
    plan.seed = 1
    var agent = try DQNVariant.plain.agent()
    agent.core.change { $0.online.values = $0.online.values.map { _ in Float.infinity } }
    var trainer = Trainer(agent, in: Identity.batch(of: 4), evaluatingIn: Identity.batch(of: 1), plan: plan)
    let error = #expect(throws: (any Error).self) { try trainer.run() }
    #expect(error.map { "\($0)" }?.contains("the loss became") == true)
    #expect(trainer.steps < 400)
  }
}
