import Demonstrations
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

/// The identity task whose rewards a rule makes of the task's own and of chance.
struct Paid: RandomizedEnvironment {
  var task = Identity()
  var reward: @Sendable (_ own: Double) -> Double

  var generator: RandomGenerator {
    get { task.generator }
    set { task.generator = newValue }
  }
  var observationSpace: Discrete { task.observationSpace }
  var actionSpace: Discrete { task.actionSpace }

  mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Int>) {
    task.reset(seed: seed, into: &observation)
  }

  mutating func step(_ action: Span<Int>, into observation: inout MutableSpan<Int>) -> StepResult {
    let result = task.step(action, into: &observation)
    return StepResult(reward: reward(result.reward), status: result.status)
  }

  static func batch(
    of count: Int, reward: @escaping @Sendable (Double) -> Double
  ) -> VectorTask {
    VectorTask(count: count) { _ in Paid(reward: reward) }
  }
}

/// An expert who says the category after the one that it sees, for which the task pays nothing.
enum Contrarian {
  static var policy: ScriptedPolicy { ScriptedPolicy(observing: Int.self, acting: Int.self) { ($0[0] + 1) % 3 } }

  static func episodes(_ count: Int = 6) -> [Episode] {
    var recorder = EpisodeRecorder(policy, in: Identity.batch(of: 2), seed: 3)
    return recorder.record(count)
  }

  /// The share of a policy's actions that are the expert's.
  static func agreement(with policy: some Policy) -> Double {
    var (policy, actions, generator) = (policy, [0, 0, 0], RandomGenerator(seed: 0))
    policy.act(on: [0, 1, 2], into: &actions, using: &generator)
    return Double(zip(actions, [1, 2, 0]).count { $0 == $1 }) / 3
  }
}

/// The switches of adversarial imitation, one by one.
enum GAILVariant: String, CaseIterable, CustomTestStringConvertible {
  case plain, positive, negative, mortal, smoothed, unpenalized, zeroCentred, entropic, normalized, multiStep
  case prioritized, overlapping

  var testDescription: String { rawValue }

  var configuration: GAILConfiguration {
    var configuration = GAILConfiguration()
    configuration.learner = DQNVariant.plain.configuration
    configuration.learner.learningRate = .linear(from: 1e-2, to: 1e-3, fraction: 1)
    configuration.discriminator.hiddenSizes = [16]
    configuration.discriminator.learningRate = .linear(from: 1e-2, to: 1e-4, fraction: 1)
    configuration.discriminator.interval = 4
    configuration.discriminator.batchSize = 16
    configuration.discriminator.experienceSize = 400
    configuration.discriminator.gradientPenalty = 0.1
    switch self {
    case .plain: break
    case .positive: configuration.discriminator.reward = .positive
    case .negative: configuration.discriminator.reward = .negative
    case .mortal: configuration.discriminator.absorbing = false
    case .smoothed: configuration.discriminator.labelSmoothing = 0.1
    case .unpenalized: configuration.discriminator.gradientPenalty = 0
    case .zeroCentred: configuration.discriminator.gradientTarget = 0
    case .entropic: configuration.discriminator.entropyWeight = 0.01
    case .normalized: configuration.discriminator.normalization = true
    case .multiStep: configuration.learner.returnSteps = 3
    case .prioritized: configuration.learner.prioritized = true
    case .overlapping: configuration.learner.overlapsLearning = true
    }
    return configuration
  }

  func agent(environments: Int = 4) throws -> GAILAgent {
    var generator = RandomGenerator(seed: 7)
    return try GAILAgent(
      imitating: Contrarian.episodes(), in: .identity(), environmentCount: environments,
      configuration: configuration, using: &generator)
  }

  /// Imitates the contrarian in the identity task.
  func train(
    seed: UInt64 = 0, steps: Int = 2000, reward: @escaping @Sendable (Double) -> Double = { $0 }
  ) throws -> Trainer<GAILAgent> {
    var plan = TrainingPlan(steps: steps, environments: 4, evaluationInterval: 0, evaluationEpisodes: 4)
    plan.seed = seed
    var trainer = Trainer(
      try agent(), in: Paid.batch(of: 4, reward: reward), evaluatingIn: Identity.batch(of: 4), plan: plan)
    try trainer.run()
    return trainer
  }
}
