import Demonstrations
import Simulation
import TestSupport
import Training

@testable import Agents

/// Demonstrations of toy tasks, and learners of them that are small enough for tests.
enum Toys {
  static func identity(_ count: Int = 60, seed: UInt64 = 0) -> Demonstrations {
    let echo = ScriptedPolicy(observing: Int.self, acting: Int.self) { $0[0] }
    return recorded("Identity", echo, in: Identity.batch(of: 10), count, seed)
  }

  static func recall(_ count: Int = 60) -> Demonstrations {
    recorded("Recall", Recall.expert, in: Recall.batch(of: 10), count, 0)
  }

  /// A drifter that is pushed back to the middle.
  static func drifter(_ count: Int = 20) -> Demonstrations {
    let environments = drifters(10)
    var recorder = EpisodeRecorder(drifterExpert, in: environments, seed: 0, stepLimit: 20)
    return Demonstrations(
      name: "Drifter/expert", environment: "Drifter", observationSpace: environments.specification.observationSpace,
      actionSpace: environments.specification.actionSpace, episodes: recorder.record(count))
  }

  static func drifters(_ count: Int) -> VectorTask {
    VectorTask(count: count) { _ in Drifter() }
  }

  static var drifterExpert: ScriptedPolicy {
    ScriptedPolicy(observing: Float.self, acting: Float.self) { observation, action in
      action[0] = min(max(-0.9 * observation[0], -2), 1)
      action[1] = min(max(0.9 * observation[1], 0), 0.5)
    }
  }

  static func recorded(
    _ name: String, _ policy: some Policy, in environments: VectorTask, _ count: Int, _ seed: UInt64
  ) -> Demonstrations {
    var recorder = EpisodeRecorder(policy, in: environments, seed: seed)
    return demonstrations(name, environments, recorder.record(count))
  }

  static func demonstrations(
    _ name: String, _ environments: VectorTask, _ episodes: [Episode]
  ) -> Demonstrations {
    Demonstrations(
      name: "\(name)/expert", environment: name, observationSpace: environments.specification.observationSpace,
      actionSpace: environments.specification.actionSpace, episodes: episodes)
  }

  static var configuration: SequenceConfiguration {
    var configuration = SequenceConfiguration()
    configuration.contextLength = 4
    configuration.embeddingSize = 16
    configuration.layers = 1
    configuration.batchSize = 16
    configuration.learningRate = .linear(from: 1e-2, to: 1e-3, fraction: 1)
    configuration.validationInterval = 20
    return configuration
  }

  static func learner(
    _ demonstrations: [Demonstrations], for environment: String, seed: UInt64 = 1,
    _ configuration: SequenceConfiguration = configuration
  ) throws -> SequenceLearner {
    var generator = RandomGenerator(seed: seed)
    return try SequenceLearner(
      demonstrations, for: environment, configuration: configuration, using: &generator)
  }

  /// The mean return of a policy over some episodes.
  static func meanReturn(_ policy: any Policy, in environments: VectorTask) -> Double {
    Evaluation.evaluate(policy, on: environments, episodes: 40, seed: 1_000, stepLimit: 30)?.meanReturn ?? .nan
  }
}

extension SequenceLearner {
  /// Makes some updates, as a run of as many does.
  mutating func learn(_ updates: Int, of planned: Int? = nil, seed: UInt64 = 5) {
    var generator = RandomGenerator(seed: seed)
    for _ in 0..<updates {
      advance(to: Double(updateCount) / Double(planned ?? updates))
      learn(using: &generator)
    }
  }
}
