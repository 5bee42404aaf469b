import NeuralNet
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

/// The value of a reward of 1 a step for ever that is seen in episodes of five steps: 10 at a discount of 0.9.
///
/// A learner that takes the limit for an end comes to a value from 1 to 4.1.
@Suite("What a time limit cuts off counts") struct TimeLimitValueTests {
  private let plan = TrainingPlan(steps: 8000, environments: 4, evaluationInterval: 0, evaluationEpisodes: 1)

  private func train<Student: Agent>(
    _ agent: Student, in batch: (Int) -> VectorTask = { Stand.batch(of: $0) }
  ) throws -> Student {
    var trainer = Trainer(agent, in: batch(4), evaluatingIn: batch(1), plan: plan)
    try trainer.run()
    return trainer.agent
  }

  private var task: EncodedTask { get throws { try EncodedTask(Stand.batch(of: 1).specification) } }

  @Test("for tables", arguments: TemporalDifferenceTarget.allCases)
  func tables(target: TemporalDifferenceTarget) throws {
    var configuration = TabularConfiguration()
    (configuration.discount, configuration.learningRate) = (0.9, .constant(0.1))
    let agent = try train(
      TabularAgent(
        target, encoder: .category(Discrete(1)), actionCount: 2, environmentCount: 4, configuration: configuration))
    #expect(abs(agent.values.maximum(of: 0) - 10) < 0.5)
  }

  @Test("for deep Q-learning", arguments: [1, 3])
  func deepQLearning(returnSteps: Int) throws {
    var configuration = DQNConfiguration()
    (configuration.discount, configuration.learningRate) = (0.9, .constant(1e-2))
    (configuration.hiddenSizes, configuration.returnSteps) = ([8], returnSteps)
    (configuration.targetUpdateInterval, configuration.bufferSize) = (40, 1000)
    var generator = RandomGenerator(seed: 1)
    let agent = try train(
      DQNAgent(in: task, environmentCount: 4, configuration: configuration, using: &generator))
    var estimator = ActionValueEstimator(agent.network, on: try task.encoder)
    estimator.estimate(RowBuffer([0]), with: agent.online)
    #expect(abs(estimator.withValues(ofRow: 0) { max($0[0], $0[1]) } - 10) < 0.5)
  }

  @Test("for PPO", arguments: [0, 8], [5, 16, 23])
  func ppo(memorySize: Int, rolloutSteps: Int) throws {
    var configuration = PPOConfiguration()
    (configuration.discount, configuration.learningRate) = (0.9, .linear(from: 1e-2, to: 1e-4, fraction: 1))
    (configuration.hiddenSizes, configuration.memorySize) = ([8], memorySize)
    (configuration.rolloutSteps, configuration.batchSize, configuration.sequenceLength) = (rolloutSteps, 20, 5)
    var generator = RandomGenerator(seed: 1)
    let agent = try train(
      PPOAgent(in: task, environmentCount: 4, configuration: configuration, using: &generator))
    #expect(abs(agent.value(of: RowBuffer([0])) - 10) < 0.5)
  }

  @Test("for creative learning models, which imagine steps besides")
  func creativeLearning() throws {
    var configuration = CLMConfiguration()
    (configuration.learner.discount, configuration.learner.learningRate) = (0.9, .constant(1e-2))
    configuration.learner.hiddenSizes = [8]
    (configuration.learner.targetUpdateInterval, configuration.learner.bufferSize) = (40, 1000)
    (configuration.world.worldStarts, configuration.world.worldWarmup) = (200, 100)
    (configuration.world.worldCheckInterval, configuration.world.imaginedRollouts) = (100, 8)
    configuration.adversaries.hiddenSizes = [16]
    func batch(_ count: Int) -> VectorTask { VectorTask(count: count) { _ in Numbered() } }
    var generator = RandomGenerator(seed: 1)
    let task = try EncodedTask(batch(1).specification)
    let agent = try train(
      CLMAgent(in: task, environmentCount: 4, configuration: configuration, using: &generator), in: batch)
    var estimator = ActionValueEstimator(agent.dqn.network, on: task.encoder)
    estimator.estimate(RowBuffer([Float(0.5)]), with: agent.dqn.online)
    #expect(abs(estimator.withValues(ofRow: 0) { max($0[0], $0[1]) } - 10) < 0.5)
  }

  @Test("for soft actor-critics", arguments: [1, 5], [1, 3])
  func softActorCritics(quantiles: Int, returnSteps: Int) throws {
    try softActorCritics { ($0.quantiles, $0.returnSteps) = (quantiles, returnSteps) }
  }

  @Test("for soft actor-critics whose critics are their own targets")
  func ownTargets() throws {
    try softActorCritics { $0.targetCritics = false }
  }

  private func softActorCritics(_ change: (inout SoftActorCriticConfiguration) -> Void) throws {
    var configuration = SoftActorCriticConfiguration()
    (configuration.discount, configuration.learningRate) = (0.9, .constant(3e-3))
    (configuration.hiddenSizes, configuration.criticHiddenSizes) = ([8], [8])
    (configuration.batchSize, configuration.bufferSize, configuration.targetUpdateRate) = (32, 1000, 0.05)
    change(&configuration)
    // Entropy is worth nothing here, so that the reward is all there is.
    (configuration.learnsTemperature, configuration.temperature) = (false, 1e-9)
    func batch(_ count: Int) -> VectorTask { VectorTask(count: count) { _ in Leaning() } }
    var generator = RandomGenerator(seed: 1)
    let task = try EncodedTask(batch(1).specification, heads: [SquashedGaussianHead.self])
    let agent = try train(
      SoftActorCriticAgent(in: task, environmentCount: 4, configuration: configuration, using: &generator),
      in: batch)
    // Of the actor's own action: others are hardly tried in the end.
    let learner = agent.learner
    let outputs = learner.policy(Tensor([1], shape: [1, 1]), learner.actor.constants)
    let action = outputs.slice(0..<1, along: 1).tanh().item
    let values = learner.critics(Tensor([1, action], shape: [1, 2]), learner.critic.constants)
    #expect(abs(values.mean().item - 10) < 0.5)
  }
}

/// A world that pays as ``Stand`` does, and shows a number.
private struct Numbered: Environment {
  private var stand = Stand()
  let observationSpace = Box<Float>(low: [0], high: [1])
  let actionSpace = Discrete(2)

  mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Float>) {
    var any = [0]
    var place = any.mutableSpan
    stand.reset(seed: seed, into: &place)
    observation[0] = 0.5
  }

  mutating func step(_ action: Span<Int>, into observation: inout MutableSpan<Float>) -> StepResult {
    observation[0] = 0.5
    var any = [0]
    var place = any.mutableSpan
    return stand.step(action, into: &place)
  }
}

/// A world that pays as ``Stand`` does, whatever number is said.
private struct Leaning: Environment {
  private var stand = Stand()
  let observationSpace = Discrete(1)
  let actionSpace = Box<Float>(low: [-1], high: [1])

  mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Int>) {
    stand.reset(seed: seed, into: &observation)
  }

  mutating func step(_ action: Span<Float>, into observation: inout MutableSpan<Int>) -> StepResult {
    let any = [0]
    return stand.step(any.span, into: &observation)
  }
}

extension PPOAgent {
  /// V of an observation at the start of an episode.
  func value(of observation: RowBuffer) -> Float {
    var rollout = Rollout(
      length: 1, environmentCount: 1, in: task.specification, task.head, stateSize: configuration.memorySize)
    rollout.observations.copyRows(0..<1, of: observation, to: 0)
    let reader = RolloutReader(
      rollout, by: task.encoder, actor.input.normalizer, sequenceLength: 1, in: nil)
    return network(reader.sequences([0]), learner.parameters.constants).values.item
  }
}
