import Foundation
import NeuralNet
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

/// The switches of soft actor-critics, one by one and together.
enum SoftVariant: String, CaseIterable, CustomTestStringConvertible {
  case sac, tqc, dense, delayed, multiStep, recent, averaging, fixedTemperature, colored, all
  case crossq, normalized, normalizedDense

  var testDescription: String { rawValue }

  var configuration: SoftActorCriticConfiguration {
    var configuration = SoftActorCriticConfiguration()
    (configuration.hiddenSizes, configuration.criticHiddenSizes) = ([32, 32], [32, 32])
    configuration.learningRate = .constant(3e-3)
    (configuration.batchSize, configuration.bufferSize, configuration.learningStarts) = (32, 5000, 200)
    configuration.temperature = 0.1
    func isOn(_ variant: SoftVariant) -> Bool { variant == self || self == .all }
    if isOn(.tqc) {
      (configuration.critics, configuration.quantiles, configuration.droppedQuantiles) = (3, 5, 1)
    }
    if isOn(.dense) { configuration.dense = true }
    if isOn(.delayed) { configuration.policyDelay = 2 }
    if isOn(.multiStep) { configuration.returnSteps = 3 }
    if isOn(.recent) {
      (configuration.recency, configuration.trainingInterval, configuration.gradientSteps) = (0.998, 16, 16)
    }
    if isOn(.averaging) { configuration.policyAveraging = 0.9 }
    if isOn(.colored) { configuration.noiseColor = 1 }
    if [.crossq, .normalized, .normalizedDense].contains(self) { configuration.batchNormalization = true }
    if [.crossq, .normalizedDense].contains(self) { configuration.targetCritics = false }
    if self == .normalizedDense { configuration.dense = true }
    if self == .fixedTemperature { (configuration.learnsTemperature, configuration.temperature) = (false, 0.01) }
    return configuration
  }

  func agent() throws -> SoftActorCriticAgent {
    var generator = RandomGenerator(seed: 7)
    let task = try EncodedTask(Aim.batch(of: 1).specification, heads: [SquashedGaussianHead.self])
    return try SoftActorCriticAgent(in: task, environmentCount: 4, configuration: configuration, using: &generator)
  }

  func train(seed: UInt64 = 0, steps: Int = 6000) throws -> Trainer<SoftActorCriticAgent> {
    var plan = TrainingPlan(steps: steps, environments: 4, evaluationInterval: 0, evaluationEpisodes: 100)
    plan.seed = seed
    var trainer = Trainer(try agent(), in: Aim.batch(of: 4), evaluatingIn: Aim.batch(of: 4), plan: plan)
    try trainer.run()
    return trainer
  }
}

@Suite("Soft actor-critics") struct SoftActorCriticTests {
  @Test("say the number that they see", arguments: SoftVariant.allCases)
  func aims(variant: SoftVariant) throws {
    #expect(try (variant.train().evaluations.last?.evaluation.meanReturn ?? 0) > 0.97)
  }

  @Test("repeat themselves for one seed, and not for another", arguments: SoftVariant.allCases)
  func repeats(variant: SoftVariant) throws {
    let weights = try variant.train(seed: 1, steps: 400).agent.learner.actor.values
    #expect(try variant.train(seed: 1, steps: 400).agent.learner.actor.values == weights)
    #expect(try variant.train(seed: 2, steps: 400).agent.learner.actor.values != weights)
  }

  @Test("go on from a checkpoint", arguments: SoftVariant.allCases)
  func checkpoint(variant: SoftVariant) throws {
    var trained = try variant.train(steps: 400).agent
    let file = try StoredFile { try trained.writeCheckpoint(to: &$0) }
    var restored = try variant.agent()
    try restored.readCheckpoint(from: file.open())
    var generators = (RandomGenerator(seed: 5), RandomGenerator(seed: 5))
    trained.learner.learn(fromBatches: 20, at: 0.5, using: &generators.0)
    restored.learner.learn(fromBatches: 20, at: 0.5, using: &generators.1)
    #expect(restored.learner.actor.values == trained.learner.actor.values)
    #expect(restored.learner.critic.values == trained.learner.critic.values)
    #expect(restored.learner.target?.values == trained.learner.target?.values)
    #expect(restored.measurements == trained.measurements)
    #expect(restored.updateCount == trained.updateCount)
  }

  @Test("move the temperature towards the target of the entropy")
  func temperature() {
    var generator = RandomGenerator(seed: 0)
    for (likelihood, rises) in [(Float(3), true), (-3, false)] {
      var temperature = Temperature(0.5, targetEntropy: -1, learns: true, using: &generator)
      temperature.update(meanLogLikelihood: likelihood, rate: 0.1)
      #expect((temperature.value > 0.5) == rises)
      // Adam's first step has the size of the rate, in log α.
      #expect(abs(abs(log(temperature.value / 0.5)) - 0.1) < 1e-3)
    }
    var fixed = Temperature(0.5, targetEntropy: -1, learns: false, using: &generator)
    fixed.update(meanLogLikelihood: 9, rate: 0.1)
    #expect(fixed.value == 0.5)
    var settled = Temperature(0.5, targetEntropy: -1, learns: true, using: &generator)
    settled.update(meanLogLikelihood: 1, rate: 0.1)
    #expect(settled.value == 0.5)
  }

  @Test("refuse actions without bounds, pictures, and to drop all quantiles")
  func refusals() throws {
    func error(_ task: EncodedTask, _ change: (inout SoftActorCriticConfiguration) -> Void = { _ in }) -> String? {
      var configuration = SoftActorCriticConfiguration()
      change(&configuration)
      var generator = RandomGenerator(seed: 0)
      return #expect(throws: ConfigurationError.self) {
        try SoftActorCriticAgent(in: task, environmentCount: 1, configuration: configuration, using: &generator)
      }?.description
    }
    #expect(
      try error(.identity()) == "A soft actor-critic acts with numbers between bounds, not Discrete(3).")
    let task = try EncodedTask(Aim.batch(of: 1).specification, heads: [SquashedGaussianHead.self])
    #expect(
      error(task) { $0.droppedQuantiles = 1 } == "droppedQuantiles=1 leaves nothing of quantiles=1; lower it.")
    #expect(
      error(task) { ($0.quantiles, $0.targetCritics) = (5, false) }
        == "targetCritics=false is for the mean of the return, not quantiles=5; set quantiles=1 or targetCritics=true."
    )
  }
}

@Suite("Targets of soft actor-critics") struct SoftTargetTests {
  @Test("quantiles of a loss of one sample are Huber's, tilted by their share")
  func quantileLoss() {
    // Quantiles at 1/4 and 3/4; the target is 0.5 above the first and 2 below the second.
    let loss = Loss.quantileHuber(Tensor([0, 2.5], shape: [1, 1, 2]), Tensor([0.5], shape: [1, 1])).item
    let expected: Float = (0.25 * 0.5 * 0.25 + 0.25 * (2 - 0.5)) / 2
    #expect(abs(loss - expected) < 1e-6)
  }

  @Test("the median's loss is half of Huber's, which is symmetric")
  func median() {
    for difference in [Float(-3), -0.4, 0.2, 5] {
      let loss = Loss.quantileHuber(Tensor([1], shape: [1, 1, 1]), Tensor([1 + difference], shape: [1, 1])).item
      let huber = Loss.huber(Tensor([difference], shape: [1]), Tensor([0], shape: [1])).item
      #expect(abs(loss - huber / 2) < 1e-6)
    }
  }

  @Test("recent experience counts for more, the later the update in its round")
  func recency() {
    let recency = ReplayRecency(0.996)
    let counts = (0..<10).map { recency.count(of: 100_000, update: $0, of: 10, least: 1000) }
    #expect(counts == counts.sorted(by: >))
    #expect(counts[0] == Int(100_000 * pow(0.996, 100)))
    #expect(recency.count(of: 500, update: 9, of: 10, least: 1000) == 500)
    #expect(recency.count(of: 20_000, update: 9, of: 10, least: 1000) == 1000)
    #expect(ReplayRecency(1).count(of: 500, update: 9, of: 10, least: 10) == 500)
  }
}

@Suite("A batch of a soft actor-critic") struct SoftBatchTests {
  /// A learner with some transitions, and a batch of them.
  private func learner(_ change: (inout SoftActorCriticConfiguration) -> Void) throws -> SoftLearner {
    var configuration = SoftVariant.sac.configuration
    change(&configuration)
    var generator = RandomGenerator(seed: 7)
    let task = try EncodedTask(Drift.batch(of: 1).specification, heads: [SquashedGaussianHead.self])
    var agent = try SoftActorCriticAgent(
      in: task, environmentCount: 4, configuration: configuration, using: &generator)
    var transitions = Transitions(Drift.batch(of: 4))
    let environments = Drift.batch(of: 4)
    environments.reset(seed: 3, into: &transitions.outcome)
    for _ in 0..<100 {
      transitions.advance()
      agent.act(on: transitions.observations, into: &transitions.actions, using: &generator)
      environments.step(transitions.actions, into: &transitions.outcome)
      agent.observe(transitions, using: &generator)
    }
    var learner = agent.learner
    learner.replay.sample(count: 96, amongNewest: 400, into: &learner.batch, using: &generator)
    return learner
  }

  /// The targets of a batch, worked out row by row and number by number.
  private func reference(_ learner: SoftLearner, by target: Parameters, seed: UInt64) -> [[Float]] {
    var generator = RandomGenerator(seed: seed)
    let rows = learner.batch.count
    let noise = Tensor.standardNormal([rows, 1], in: nil, using: &generator).values
    return (0..<rows).map { row in
      var features = [Float](repeating: 0, count: 2)
      var span = features.mutableSpan
      learner.task.encoder.encode(learner.batch.nextObservations, rows: row..<row + 1, into: &span)
      let outputs = learner.policy(Tensor(features, shape: [1, 2]), learner.actor.constants).values
      let number = outputs[0] + exp(-5 + 3.5 * (tanh(outputs[1]) + 1)) * noise[row]
      let likelihood = learner.head.logLikelihood(
        of: Tensor([number], shape: [1, 1]), given: Tensor(outputs, shape: [1, 2])
      ).item
      let values = learner.critics(
        Tensor(features + [tanh(number)], shape: [1, 3]), target.constants
      ).values
      let dropped = learner.configuration.droppedQuantiles * learner.critics.count
      let kept =
        learner.critics.quantileCount > 1
        ? Array(values.sorted().dropLast(dropped))
        : Array(repeating: values.min() ?? 0, count: learner.critics.count)
      return kept.map {
        learner.batch.returns[row] + learner.batch.discounts[row] * ($0 - 0.3 * likelihood)
      }
    }
  }

  @Test("has the targets of its formula", arguments: [(1, 0), (5, 0), (5, 2)], [1, 3])
  func targets(quantiles: (count: Int, dropped: Int), critics: Int) throws {
    let learner = try learner {
      ($0.quantiles, $0.droppedQuantiles, $0.critics) = (quantiles.count, quantiles.dropped, critics)
    }
    var generator = RandomGenerator(seed: 11)
    let target = try #require(learner.target)
    let found = learner.targets(by: target, temperature: 0.3, using: &generator)
    let expected = reference(learner, by: target, seed: 11).flatMap(\.self)
    #expect(found.count == expected.count)
    for (found, expected) in zip(found.values, expected) {
      #expect(abs(found - expected) < 1e-4 * max(1, abs(expected)))
    }
    #expect(learner.batch.discounts.contains(0) && learner.batch.discounts.contains { $0 > 0 })
  }

  @Test("moves the target critics by the Polyak factor", arguments: [1, 0.25])
  func polyak(rate: Double) throws {
    var learner = try learner { $0.targetUpdateRate = rate }
    let before = try #require(learner.target?.values)
    var generator = RandomGenerator(seed: 11)
    learner.update(at: 0, using: &generator)
    let after = try #require(learner.target?.values)
    for ((target, critic), before) in zip(zip(after, learner.critic.values), before) {
      #expect(abs(target - (before + Float(rate) * (critic - before))) < 1e-6)
    }
  }
}

extension SoftBatchTests {
  @Test("makes of critics that are their own targets what target critics make that follow at once")
  func ownTargets() throws {
    var own = try learner { $0.targetCritics = false }
    var copied = try learner { $0.targetUpdateRate = 1 }
    var generators = (RandomGenerator(seed: 11), RandomGenerator(seed: 11))
    for _ in 0..<3 {
      own.update(at: 0, using: &generators.0)
      copied.update(at: 0, using: &generators.1)
    }
    // Kernels may add the numbers of a row in another order where it stands elsewhere in a batch.
    for (own, copied) in zip(own.critic.values + own.actor.values, copied.critic.values + copied.actor.values) {
      #expect(abs(own - copied) < 1e-5)
    }
  }

  @Test("has rewards that are limited from below and multiplied, where that is asked for")
  func rewardScaling() throws {
    let (plain, scaled) = (try learner { _ in }, try learner { ($0.leastReward, $0.rewardFactor) = (-0.5, 2) })
    #expect(plain.batch.returns.contains { $0 < -0.5 })
    #expect(scaled.batch.returns == plain.batch.returns.map { max($0, -0.5) * 2 })
  }

  @Test("moves the running statistics of normalized critics, and those alone of what no gradient moves")
  func statistics() throws {
    var learner = try learner { ($0.targetCritics, $0.batchNormalization) = (false, true) }
    var generator = RandomGenerator(seed: 11)
    let before = learner.critic
    learner.update(at: 0, using: &generator)
    for (index, description) in before.descriptions.enumerated() where !description.isTrainable {
      let (old, new) = (before.constants.all[index].values, learner.critic.constants.all[index].values)
      #expect(old != new, "\(description.name)")
      if description.name.hasSuffix("passes") { #expect(new == [1]) }
    }
  }
}

/// A drifting point with one number to push it; episodes terminate now and then, and are truncated after 9 steps.
private enum Drift {
  static func batch(of count: Int) -> VectorTask {
    VectorTask(count: count) { _ in TimeLimit(Push(), steps: 9) }
  }

  private struct Push: RandomizedEnvironment {
    var generator = RandomGenerator(seed: 0)
    private var place: Float = 0
    private var speed: Float = 0

    let observationSpace = Box<Float>(low: [-9, -9], high: [9, 9])
    let actionSpace = Box<Float>(low: [-1], high: [1])

    mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Float>) {
      if let seed { generator = RandomGenerator(seed: seed) }
      (place, speed) = (Float(generator.uniform(-1, 1)), 0)
      (observation[0], observation[1]) = (place, speed)
    }

    mutating func step(_ action: Span<Float>, into observation: inout MutableSpan<Float>) -> StepResult {
      speed += 0.5 * action[0] + Float(generator.uniform(-0.2, 0.2))
      place += speed
      (observation[0], observation[1]) = (place, speed)
      let reward = -Double(place * place)
      return abs(place) > 2 ? .terminated(reward: reward) : .running(reward: reward)
    }
  }
}
