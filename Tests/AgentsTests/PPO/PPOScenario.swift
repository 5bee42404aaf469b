import NeuralNet
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

/// The switches of PPO, one by one and together.
enum PPOVariant: String, CaseIterable, CustomTestStringConvertible {
  case plain, memory, normalizing, clippedValues, divergenceLimit, entropy, rawAdvantages, uniform, padded, all
  case adaptive

  var testDescription: String { rawValue }

  var configuration: PPOConfiguration {
    var configuration = PPOConfiguration()
    configuration.hiddenSizes = [16]
    configuration.learningRate = .constant(1e-2)
    configuration.discount = 0.5
    configuration.rolloutSteps = 32
    configuration.batchSize = 64
    configuration.epochs = 4
    func isOn(_ variants: PPOVariant...) -> Bool { variants.contains(self) || self == .all }
    if isOn(.memory) {
      configuration.memorySize = 8
      configuration.sequenceLength = 8
    }
    if isOn(.normalizing) {
      configuration.normalizesObservations = true
      configuration.normalizesRewards = true
    }
    if isOn(.clippedValues) { configuration.valueClipRange = 0.2 }
    if isOn(.divergenceLimit) { configuration.divergenceLimit = 0.02 }
    if isOn(.adaptive) { configuration.divergenceTarget = 0.01 }
    if isOn(.entropy) { configuration.entropyWeight = .linear(from: 0.01, to: 0, fraction: 1) }
    if self == .rawAdvantages { configuration.normalizesAdvantages = false }
    if isOn(.uniform) { configuration.orthogonalInitialization = false }
    if isOn(.padded) {
      configuration.rolloutSteps = 31
      configuration.batchSize = 56
    }
    return configuration
  }

  func agent(_ task: EncodedTask? = nil, environments: Int = 4, threads: Int = 1) throws -> PPOAgent {
    var generator = RandomGenerator(seed: 7)
    return try PPOAgent(
      in: try task ?? .identity(), environmentCount: environments, configuration: configuration, threads: threads,
      using: &generator)
  }

  /// Trains on the identity task.
  func train(seed: UInt64 = 0, steps: Int = 12_000, threads: Int = 1) throws -> Trainer<PPOAgent> {
    var plan = TrainingPlan(steps: steps, environments: 4, evaluationInterval: 0, evaluationEpisodes: 20)
    plan.seed = seed
    var trainer = Trainer(
      try agent(threads: threads), in: Identity.batch(of: 4), evaluatingIn: Identity.batch(of: 4), plan: plan)
    try trainer.run()
    return trainer
  }
}

extension Agent {
  /// Takes steps in environments, which begin new episodes.
  ///
  /// - Parameters:
  ///   - steps: The number of steps.
  ///   - learning: False to stop before learning from the last rollout.
  mutating func practise(
    _ steps: Int, in environments: VectorTask, learning: Bool = true, using generator: inout RandomGenerator
  ) {
    var transitions = Transitions(environments)
    environments.reset(seed: 3, into: &transitions.outcome)
    beginEpisodes()
    for step in 0..<steps {
      transitions.advance()
      act(
        on: transitions.observations, allowing: ActionMasks(transitions.actionMasks), into: &transitions.actions,
        using: &generator)
      environments.step(transitions.actions, into: &transitions.outcome)
      observe(transitions, using: &generator)
      observeOutcome(transitions.outcome)
      if learning || step + 1 < steps { learn(using: &generator) }
    }
  }
}
