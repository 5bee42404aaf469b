import NeuralNet
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

/// Value estimates and policies after seconds of the smallest tasks.
@Suite("Probes") struct ProbeTests {
  private func train<Student: Agent>(
    _ agent: Student, in batch: (Int) -> VectorTask, steps: Int
  ) throws -> (agent: Student, meanReturn: Double) {
    let plan = TrainingPlan(steps: steps, environments: 4, evaluationInterval: 0, evaluationEpisodes: 100)
    var trainer = Trainer(agent, in: batch(4), evaluatingIn: batch(4), plan: plan)
    try trainer.run()
    return (trainer.agent, try #require(trainer.evaluations.last).evaluation.meanReturn)
  }

  /// Expects the values, and the return of the greedy policy.
  private func expect(
    _ probe: Probe, meanReturn: Double, within tolerance: Float = 0.15, value: (Float) -> Float,
    _ location: SourceLocation = #_sourceLocation
  ) {
    for (seen, expected) in probe.values {
      let value = value(seen)
      #expect(abs(value - expected) < tolerance, "the value of \(seen)", sourceLocation: location)
    }
    // What is seen is -1 half of the time, whatever is done.
    guard probe != .sight else { return }
    #expect(meanReturn > 0.9, sourceLocation: location)
  }

  @Test("of deep Q-learning", arguments: Probe.allCases)
  func deepQLearning(probe: Probe) throws {
    var configuration = DQNConfiguration()
    (configuration.discount, configuration.hiddenSizes) = (Probe.discount, [16])
    (configuration.learningRate, configuration.targetUpdateInterval) = (.constant(1e-2), 40)
    (configuration.bufferSize, configuration.learningStarts) = (1000, 100)
    var generator = RandomGenerator(seed: 1)
    let task = try EncodedTask(probe.categories(1).specification)
    let (agent, meanReturn) = try train(
      DQNAgent(in: task, environmentCount: 4, configuration: configuration, using: &generator),
      in: probe.categories, steps: 3000)
    expect(probe, meanReturn: meanReturn) { seen in
      var estimator = ActionValueEstimator(agent.network, on: task.encoder)
      estimator.estimate(RowBuffer([seen]), with: agent.online)
      return estimator.withValues(ofRow: 0) { max($0[0], $0[1]) }
    }
  }

  private var ppoConfiguration: PPOConfiguration {
    var configuration = PPOConfiguration()
    (configuration.discount, configuration.hiddenSizes) = (Probe.discount, [16])
    configuration.learningRate = .linear(from: 1e-2, to: 1e-4, fraction: 1)
    (configuration.rolloutSteps, configuration.batchSize, configuration.epochs) = (32, 64, 4)
    return configuration
  }

  @Test("of PPO with categories", arguments: Probe.allCases, [0, 8])
  func ppo(probe: Probe, memorySize: Int) throws {
    var configuration = ppoConfiguration
    (configuration.memorySize, configuration.sequenceLength) = (memorySize, 4)
    var generator = RandomGenerator(seed: 1)
    let task = try EncodedTask(probe.categories(1).specification)
    let (agent, meanReturn) = try train(
      PPOAgent(in: task, environmentCount: 4, configuration: configuration, using: &generator),
      in: probe.categories, steps: 6000)
    expect(probe, meanReturn: meanReturn) { agent.value(of: RowBuffer([$0])) }
  }

  @Test("of PPO with numbers", arguments: Probe.allCases, PPOConfiguration.DistributionKind.allCases)
  func ppoOfNumbers(probe: Probe, distribution: PPOConfiguration.DistributionKind) throws {
    var generator = RandomGenerator(seed: 1)
    let head: any ActionHead.Type =
      switch distribution {
      case .gaussian: DiagonalGaussianHead.self
      case .squashed: SquashedGaussianHead.self
      case .beta: BetaHead.self
      }
    let task = try EncodedTask(probe.numbers(1).specification, heads: [head])
    let (agent, meanReturn) = try train(
      PPOAgent(in: task, environmentCount: 4, configuration: ppoConfiguration, using: &generator),
      in: probe.numbers, steps: 8000)
    // A value is that of the actions drawn, which stay about their mean.
    expect(probe, meanReturn: meanReturn, within: 0.4) { agent.value(of: RowBuffer([$0])) }
  }

  @Test("of soft actor-critics", arguments: Probe.allCases, [SoftVariant.sac, .tqc, .crossq])
  func softActorCritics(probe: Probe, variant: SoftVariant) throws {
    var configuration = variant.configuration
    configuration.discount = Probe.discount
    (configuration.hiddenSizes, configuration.criticHiddenSizes) = ([16], [16])
    // Entropy is worth next to nothing here, so that the reward is all there is.
    (configuration.learnsTemperature, configuration.temperature) = (false, 1e-3)
    var generator = RandomGenerator(seed: 1)
    let task = try EncodedTask(probe.numbers(1).specification, heads: [SquashedGaussianHead.self])
    let (agent, meanReturn) = try train(
      SoftActorCriticAgent(in: task, environmentCount: 4, configuration: configuration, using: &generator),
      in: probe.numbers, steps: 4000)
    let learner = agent.learner
    expect(probe, meanReturn: meanReturn, within: 0.25) { seen in
      let outputs = learner.policy(Tensor([seen], shape: [1, 1]), learner.actor.constants)
      let action = outputs.slice(0..<1, along: 1).tanh().item
      return learner.critics(Tensor([seen, action], shape: [1, 2]), learner.critic.constants).mean().item
    }
  }
}
