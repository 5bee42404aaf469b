import Demonstrations
import Foundation
import NeuralNet
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

/// How some episodes in the fork went.
private struct Passages {
  let above: Double, below: Double

  init(of policy: any Policy, count: Int = 200) {
    var recorder = EpisodeRecorder(policy, in: Fork.batch(of: count), seed: 100)
    let passed = recorder.record(count).filter { $0.episodeReturn == 1 }
    above = Double(passed.count { $0.observations.array(ofRow: $0.length, as: Float.self)[1] > 0 }) / Double(count)
    below = Double(passed.count) / Double(count) - above
  }
}

/// The switches of variational imitation, one by one.
enum VariationalVariant: String, CaseIterable, CustomTestStringConvertible {
  case plain, learnedPrior, freeBits, squashed, averaging, drawing

  var testDescription: String { rawValue }

  var configuration: VariationalConfiguration {
    var configuration = VariationalConfiguration()
    configuration.learningRate = .linear(from: 3e-3, to: 1e-4, fraction: 1)
    configuration.hiddenSizes = [32, 32]
    configuration.latentSize = 2
    configuration.validationInterval = 200
    switch self {
    case .plain: break
    case .learnedPrior: configuration.prior = .learned
    case .freeBits: configuration.freeBits = 0.5
    case .squashed: configuration.numberLoss = .squashedGaussian
    case .averaging: configuration.policyAveraging = 0.99
    case .drawing: configuration.samplesActions = true
    }
    return configuration
  }

  /// The fork as networks see it, with a head for numbers that are cut off at their bounds.
  static var task: EncodedTask {
    get throws {
      let fork = Fork()
      return try EncodedTask(observing: fork.observationSpace.descriptor, acting: fork.actionSpace.descriptor)
    }
  }

  static func demonstrations() -> [Episode] {
    var recorder = EpisodeRecorder(Fork.Driver(), in: Fork.batch(of: 1), seed: 0)
    return recorder.record(40)
  }

  func learner() throws -> VariationalImitation {
    var generator = RandomGenerator(seed: 1)
    return VariationalImitation(
      imitating: Self.demonstrations(), in: try Self.task, configuration: configuration, using: &generator)
  }

  func train(
    updates: Int = 3000, seed: UInt64 = 0
  ) throws -> Trainer<VariationalImitation> {
    var plan = TrainingPlan(steps: updates, evaluationInterval: 0, evaluationEpisodes: 4)
    plan.seed = seed
    var trainer = Trainer(try learner(), evaluatingIn: Fork.batch(of: 4), plan: plan)
    try trainer.run()
    return trainer
  }
}

@Suite("Variational imitation") struct VariationalImitationTests {
  @Test("It passes on both sides, where cloning by the squared error goes between and crashes")
  func keepsBothWays() throws {
    let passages = Passages(of: try VariationalVariant.plain.train().agent.greedyPolicy)
    #expect(passages.above + passages.below > 0.85)
    #expect(min(passages.above, passages.below) > 0.2)

    var configuration = BehaviorCloningConfiguration()
    configuration.cloning.hiddenSizes = [32, 32]
    var generator = RandomGenerator(seed: 1)
    let cloner = BehaviorCloning(
      imitating: VariationalVariant.demonstrations(), in: try VariationalVariant.task, configuration: configuration,
      using: &generator)
    let plan = TrainingPlan(steps: 3000, evaluationInterval: 0, evaluationEpisodes: 4)
    var trainer = Trainer(cloner, evaluatingIn: Fork.batch(of: 4), plan: plan)
    try trainer.run()
    let clone = Passages(of: trainer.agent.greedyPolicy)
    #expect(clone.above + clone.below < 0.35)
  }

  @Test("One z keeps to one way; the mean goes one way always")
  func latents() throws {
    var policy = try VariationalVariant.plain.train().agent.greedyPolicy
    policy.latent = .mean
    let always = Passages(of: policy)
    #expect(max(always.above, always.below) < 1 || min(always.above, always.below) == 0)
    policy.latent = .perEpisode
    var (actions, others) = ([Float](repeating: 0, count: 8), [Float](repeating: 0, count: 8))
    var generator = RandomGenerator(seed: 0)
    let start = [Float](repeating: 0, count: 16)
    policy.act(on: start, into: &actions, using: &generator)
    policy.act(on: start, into: &others, using: &generator)
    #expect(others == actions)
    #expect(Set(actions.map { $0 > 0 }).count == 2)
    policy.observeOutcome(
      rewards: [Double](repeating: 0, count: 8),
      statuses: [.truncated, .terminated] + [EpisodeStatus](repeating: .running, count: 6))
    policy.act(on: start, into: &others, using: &generator)
    #expect(zip(others, actions).map { $0 == $1 } == [false, false] + [Bool](repeating: true, count: 6))
    policy.beginEpisodes()
    policy.act(on: start, into: &actions, using: &generator)
    #expect(zip(others, actions).allSatisfy { $0 != $1 })
    policy.latent = .perStep
    policy.act(on: start, into: &others, using: &generator)
    #expect(zip(others, actions).allSatisfy { $0 != $1 })
  }

  // With deviations of its own the decoder may rather be unsure than use z; the README says so.
  @Test("Every switch learns to pass", arguments: VariationalVariant.allCases.filter { $0 != .squashed })
  func switches(variant: VariationalVariant) throws {
    var request = TrainingRequest(
      environments: Fork.batch(of: 1),
      evaluationEnvironments: Fork.batch(of: 50),
      overrides: ConfigurationOverrides(variant.configuration.texts),
      plan: TrainingPlan(steps: 3000, evaluationInterval: 0, evaluationEpisodes: 50))
    let fork = Fork()
    request.demonstrations = [
      Demonstrations(
        name: "fork", environment: nil, observationSpace: fork.observationSpace.descriptor,
        actionSpace: fork.actionSpace.descriptor, episodes: VariationalVariant.demonstrations())
    ]
    var run = try AgentCatalog.standard.entry(named: "vae").prepare(request)
    let summary = try run.run(report: { _ in }, shouldStop: { false })
    let passed = try #require(summary.last?.meanReturn)
    #expect(passed > 0.75)
  }

  @Test("It learns to name categories")
  func categories() throws {
    var generator = RandomGenerator(seed: 1)
    let learner = VariationalImitation(
      imitating: Contrarian.episodes(20), in: try .identity(), using: &generator)
    var trainer = Trainer(
      learner, evaluatingIn: Identity.batch(of: 4),
      plan: TrainingPlan(steps: 500, evaluationInterval: 0, evaluationEpisodes: 4))
    try trainer.run()
    #expect(Contrarian.agreement(with: trainer.agent.greedyPolicy) == 1)
  }

  @Test("It repeats itself for one seed, and not for another")
  func repeatsItself() throws {
    let weights = try VariationalVariant.averaging.train(updates: 60, seed: 1).agent.parameters.values
    #expect(try VariationalVariant.averaging.train(updates: 60, seed: 1).agent.parameters.values == weights)
    #expect(try VariationalVariant.averaging.train(updates: 60, seed: 2).agent.parameters.values != weights)
  }

  @Test("A checkpoint brings it all back: what is learned next is the same", arguments: VariationalVariant.allCases)
  func checkpoint(variant: VariationalVariant) throws {
    var trained = try variant.train(updates: 250).agent
    let file = try StoredFile { try trained.writeCheckpoint(to: &$0) }
    var restored = try variant.learner()
    try restored.readCheckpoint(from: file.open())
    var generators = (RandomGenerator(seed: 5), RandomGenerator(seed: 5))
    trained.advance(to: 0.5)
    restored.advance(to: 0.5)
    for _ in 0..<200 {
      trained.learn(using: &generators.0)
      restored.learn(using: &generators.1)
    }
    let isSame = restored.parameters.values == trained.parameters.values
    #expect(isSame)
    #expect((restored.fitted.average?.values == trained.fitted.average?.values) as Bool)
    #expect(restored.updateCount == trained.updateCount)
    #expect(restored.measurements.map(\.value) == trained.measurements.map(\.value))
  }

  @Test("What is saved acts the same", arguments: [VariationalVariant.plain, .learnedPrior])
  func roundTrip(variant: VariationalVariant) throws {
    var policy = try variant.train(updates: 100).agent.greedyPolicy
    let file = try StoredFile(["agent": "vae"]) { policy.write(to: &$0) }
    let fork = Fork()
    let task = TaskSpecification(
      observationSpace: fork.observationSpace.descriptor, actionSpace: fork.actionSpace.descriptor)
    var loaded = try #require(
      try AgentCatalog.standard.policy(from: file.open(), for: task) as? VariationalPolicy)
    var generators = (RandomGenerator(seed: 5), RandomGenerator(seed: 5))
    let seen = (0..<40).map { Float($0 * $0 * 37 % 101) / 50 - 1 }
    var (before, after) = ([Float](repeating: 0, count: 20), [Float](repeating: 9, count: 20))
    policy.act(on: seen, into: &before, using: &generators.0)
    loaded.act(on: seen, into: &after, using: &generators.1)
    #expect(before == after)
    #expect(loaded.latent == .perEpisode)
    let other = TaskSpecification(
      observationSpace: fork.observationSpace.descriptor,
      actionSpace: .box(scalar: .float32, shape: [1], low: [-2], high: [2]))
    #expect(throws: PolicyFileError.self) { try AgentCatalog.standard.policy(from: file.open(), for: other) }
  }

  @Test("Divergences are those of normal distributions")
  func divergences() {
    // Deviations are exp((tanh x − 0.6) · 3.5 ...): the middle of their logarithms' range is at 0.
    let middle = (DiagonalNormal.logDeviations.lowerBound + DiagonalNormal.logDeviations.upperBound) / 2
    let first = DiagonalNormal(Tensor([1, -2, 0, 0], shape: [1, 4]))
    let second = DiagonalNormal(Tensor([0.5, 1, 0, 0.3], shape: [1, 4]))
    let deviation = (exp(Double(middle)), exp(Double(second.logDeviations.values[1])))
    let standard = [1.0, -2].map { mean in
      -Double(middle) + (deviation.0 * deviation.0 + mean * mean) / 2 - 0.5
    }
    for (found, expected) in zip(first.divergence(from: nil).values, standard) {
      #expect(abs(Double(found) - expected) < 1e-4)
    }
    let relative = [
      0.5 * 0.5 / (2 * deviation.0 * deviation.0),
      log(deviation.1 / deviation.0) + (deviation.0 * deviation.0 + 9) / (2 * deviation.1 * deviation.1) - 0.5,
    ]
    for (found, expected) in zip(first.divergence(from: second).values, relative) {
      #expect(abs(Double(found) - expected) < 1e-2 * (1 + expected))
    }
  }

  @Test("Free bits cost nothing more, and beta weighs the rest")
  func loss() {
    let network = VariationalNetwork(
      VariationalNetwork.Architecture(
        featureCount: 1, actionFeatureCount: 1, latentSize: 2, hiddenSizes: [], activation: .relu, outputCount: 1,
        prior: .standardNormal))
    var generator = RandomGenerator(seed: 0)
    let parameters = Parameters(of: network, using: &generator)
    guard let head = GaussianHead(Fork().actionSpace.descriptor) else { return }
    let bound = EvidenceBound(
      network, head, features: Tensor([1, 2], shape: [2, 1]), actions: Tensor([1, -1], shape: [2, 1]),
      targets: Tensor([1, -1], shape: [2, 1]), noise: Tensor([0.3, -1, 0.5, 2], shape: [2, 2]), parameters.constants
    )
    let costs = bound.divergence.mean(along: [0]).values
    let surprise = -bound.logLikelihood.mean().item
    #expect(abs(bound.loss(beta: Tensor(2), freeBits: 0).item - (surprise + 2 * (costs[0] + costs[1]))) < 1e-4)
    let free = (costs[0] + costs[1]) / 2
    #expect(
      abs(bound.loss(beta: Tensor(1), freeBits: free).item - (surprise + max(costs[0], free) + max(costs[1], free)))
        < 1e-4)
  }

  @Test(
    "What does not work is refused with a sentence",
    arguments: [
      ("latentSize", "0", "latentSize is 0, but must be from 1 to 1024."),
      ("beta", "-1", "beta is -1.0, but must be from 0 to 1e6."),
      ("freeBits", "-1", "freeBits is -1.0, but must be from 0 to 1000."),
      (
        "latent", "never",
        "There is no latent 'never'. Known: perEpisode, perStep, mean."
      ),
    ])
  func settings(name: String, value: String, sentence: String) throws {
    let error = #expect(throws: ConfigurationError.self) {
      try AgentCatalog.standard.entry(named: "vae").settings(nil, ConfigurationOverrides([name: value]))
    }
    #expect(error?.description == sentence)
  }

  @Test("Without demonstrations it says where to get them")
  func noDemonstrations() {
    let environments = Fork.batch(of: 1)
    let request = TrainingRequest(
      environments: environments, evaluationEnvironments: environments, plan: TrainingPlan())
    let error = #expect(throws: ConfigurationError.self) {
      try AgentCatalog.standard.entry(named: "vae").prepare(request)
    }
    #expect(error?.description == "vae learns from demonstrations; give them with --demonstrations.")
  }
}
