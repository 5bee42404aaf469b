import Demonstrations
import NeuralNet
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

/// The switches of cloning, one by one.
enum CloningVariant: String, CaseIterable, CustomTestStringConvertible {
  case plain, entropy, decay, noise, averaging, clipping, tanh, history, squashed, unnormalized

  var testDescription: String { rawValue }

  var configuration: BehaviorCloningConfiguration {
    var configuration = BehaviorCloningConfiguration()
    configuration.hiddenSizes = [16]
    configuration.learningRate = .linear(from: 1e-2, to: 1e-4, fraction: 1)
    configuration.batchSize = 32
    configuration.validationInterval = 50
    if self == .entropy { configuration.entropyWeight = 0.1 }
    if self == .decay { configuration.weightDecay = 0.1 }
    if self == .noise { configuration.observationNoise = 0.1 }
    if self == .averaging { configuration.policyAveraging = 0.95 }
    if self == .clipping { configuration.gradientNormLimit = 0.1 }
    if self == .tanh { configuration.activation = .tanh }
    if self == .squashed { configuration.numberLoss = .squashedGaussian }
    if self == .unnormalized { configuration.normalizesObservations = false }
    if self == .history {
      configuration.observationHistory = 3
      configuration.actionHistory = 2
    }
    return configuration
  }

  func learner(seed: UInt64 = 7) throws -> BehaviorCloning {
    var generator = RandomGenerator(seed: seed)
    return BehaviorCloning(
      imitating: SmallTask.identities(by: Echo()), in: try .identity(), configuration: configuration,
      using: &generator)
  }

  /// Learns the identity task from episodes.
  func train(
    seed: UInt64 = 0, steps: Int = 400
  ) throws -> Trainer<BehaviorCloning> {
    var plan = TrainingPlan(steps: steps, evaluationInterval: 0, evaluationEpisodes: 20)
    plan.seed = seed
    var trainer = Trainer(try learner(), evaluatingIn: Identity.batch(of: 4), plan: plan)
    try trainer.run()
    return trainer
  }

  /// Learns to pull the drifter from episodes.
  func pull<Head: ActionHead>(
    _: Head.Type, seed: UInt64 = 0, steps: Int = 600
  ) throws -> Trainer<BehaviorCloning> {
    var generator = RandomGenerator(seed: 7)
    let drifters = SmallTask.drifters(4)
    let learner = BehaviorCloning(
      imitating: SmallTask.pulls(), in: try EncodedTask(drifters.specification, heads: [Head.self]),
      configuration: configuration, using: &generator)
    var plan = TrainingPlan(steps: steps, evaluationInterval: 0, evaluationEpisodes: 20)
    plan.seed = seed
    var trainer = Trainer(learner, evaluatingIn: drifters, plan: plan)
    try trainer.run()
    return trainer
  }
}

@Suite("Behaviour cloning") struct BehaviorCloningTests {
  private func measurement(_ name: String, of learner: some Learner) throws -> Double {
    try #require(learner.measurements.first { $0.name == name }?.value, "\(name) is not measured")
  }

  @Test("learns to say what is seen", arguments: CloningVariant.allCases)
  func identity(variant: CloningVariant) throws {
    let trainer = try variant.train()
    #expect(trainer.evaluations.last?.evaluation.minimumReturn == 8)
    #expect(try measurement("held_out/accuracy", of: trainer.agent) == 1)
  }

  @Test("learns actions that are numbers", arguments: CloningVariant.allCases)
  func numbers(variant: CloningVariant) throws {
    let error =
      variant == .squashed
      ? try measurement("held_out/absolute_error", of: variant.pull(SquashedGaussianHead.self).agent)
      : try measurement("held_out/absolute_error", of: variant.pull(GaussianHead.self).agent)
    // With its last actions in sight, and little weight, it is not as exact.
    #expect(error < 0.1)
  }

  @Test("repeats itself for one seed, and not for another", arguments: CloningVariant.allCases)
  func repeatsItself(variant: CloningVariant) throws {
    let weights = try variant.pull(GaussianHead.self, seed: 1, steps: 60).agent.cloner.fitted.parameters.values
    #expect(
      try variant.pull(GaussianHead.self, seed: 1, steps: 60).agent.cloner.fitted.parameters.values == weights)
    #expect(
      try variant.pull(GaussianHead.self, seed: 2, steps: 60).agent.cloner.fitted.parameters.values != weights)
  }

  @Test(
    "is changed by every switch",
    arguments: CloningVariant.allCases.filter { ![.plain, .squashed, .entropy].contains($0) })
  func switches(variant: CloningVariant) throws {
    func policy(_ variant: CloningVariant) throws -> [Float] {
      try variant.pull(GaussianHead.self, steps: 60).agent.greedyPolicy.parameters.values
    }
    #expect(try policy(variant) != policy(.plain))
  }

  @Test("is left more undecided where that is rewarded, and draws its actions if it is told to")
  func entropy() throws {
    func undecided(_ variant: CloningVariant) throws -> Double {
      -(try measurement("held_out/log_likelihood", of: variant.train().agent))
    }
    #expect(try undecided(.entropy) > 2 * undecided(.plain))
    var policy = try CloningVariant.plain.learner().greedyPolicy
    var (actions, drawn) = ([0, 0, 0, 0], Set<[Int]>())
    var generator = RandomGenerator(seed: 1)
    for samples in [false, true] {
      policy.samples = samples
      for _ in 0..<20 {
        policy.act(on: [0, 1, 2, 0], into: &actions, using: &generator)
        drawn.insert(actions)
      }
      #expect(samples ? drawn.count > 3 : drawn.count == 1)
    }
  }

  @Test("goes on from a checkpoint as if it had not stopped", arguments: CloningVariant.allCases)
  func checkpoint(variant: CloningVariant) throws {
    var learner = try variant.learner()
    var generator = RandomGenerator(seed: 5)
    for _ in 0..<120 { learner.learn(using: &generator) }
    let file = try StoredFile { try learner.writeCheckpoint(to: &$0) }
    var restored = try variant.learner()
    try restored.readCheckpoint(from: file.open())
    var generators = (generator, generator)
    for _ in 0..<70 {
      learner.learn(using: &generators.0)
      restored.learn(using: &generators.1)
    }
    #expect(restored.greedyPolicy.parameters.values == learner.greedyPolicy.parameters.values)
    #expect(restored.cloner.fitted.parameters.values == learner.cloner.fitted.parameters.values)
    #expect(restored.measurements == learner.measurements)
    #expect(restored.updateCount == 190)
  }

  @Test("refuses to go on with other demonstrations")
  func otherDemonstrations() throws {
    let learner = try CloningVariant.plain.learner()
    let file = try StoredFile { try learner.writeCheckpoint(to: &$0) }
    var generator = RandomGenerator(seed: 7)
    var other = BehaviorCloning(
      imitating: SmallTask.identities(by: Echo(), 10), in: try .identity(),
      configuration: CloningVariant.plain.configuration, using: &generator)
    let error = #expect(throws: CheckpointError.self) { try other.readCheckpoint(from: file.open()) }
    #expect(
      error?.description
        == "It was learning from other demonstrations, of 144 and 16 steps, than these, of 72 and 8; go on with those "
        + "of the run that wrote it.")
  }

  @Test("stops once the held-out episodes have long not been imitated better, and keeps the best policy")
  func earlyStopping() throws {
    // What is said is drawn at random: there is nothing to learn but by heart.
    let episodes = SmallTask.identities(by: RandomPolicy(Discrete(3)))
    var configuration = CloningVariant.plain.configuration
    configuration.patience = 3
    configuration.validationInterval = 20
    configuration.observationHistory = 8
    configuration.learningRate = .constant(1e-2)
    var generator = RandomGenerator(seed: 7)
    let learner = BehaviorCloning(
      imitating: episodes, in: try .identity(), configuration: configuration, using: &generator)
    var trainer = Trainer(
      learner, evaluatingIn: Identity.batch(of: 4),
      plan: TrainingPlan(steps: 5000, evaluationInterval: 0, evaluationEpisodes: 4))
    let summary = try trainer.run()
    #expect(summary.reason == .converged && summary.steps < 500 && summary.steps % 20 == 0)
    #expect(trainer.agent.greedyPolicy.parameters.values != trainer.agent.cloner.fitted.parameters.values)
    #expect(trainer.agent.status == .converged)
  }

  @Test("keeps no policy as the best of which the held-out loss is not finite")
  func infiniteLoss() throws {
    let task = try EncodedTask(
      observing: .box(scalar: .float32, shape: [1], low: [-9], high: [9]),
      acting: .box(scalar: .float32, shape: [1], low: [-9], high: [.infinity]))
    let episodes = [1, .infinity].map { action in
      Episode(observations: [1, 2] as [Float], actions: [action] as [Float], rewards: [0], ending: .truncated)
    }
    var configuration = CloningVariant.plain.configuration
    configuration.validationInterval = 1
    let seed = try #require(
      (0..<20 as Range<UInt64>).first {
        var generator = RandomGenerator(seed: $0)
        return EpisodeSplit(of: 2, holdingOut: 0.5, using: &generator).heldOut == [1]
      })
    configuration.validationFraction = 0.5
    var generator = RandomGenerator(seed: seed)
    var learner = BehaviorCloning(imitating: episodes, in: task, configuration: configuration, using: &generator)
    for _ in 0..<3 { learner.learn(using: &generator) }
    #expect(learner.measurements.last?.value == .infinity && learner.status == .learning)
    #expect(learner.greedyPolicy.parameters.values == learner.cloner.fitted.parameters.values)
  }

  @Test("learns from all episodes and does not stop if none is held out")
  func nothingHeldOut() throws {
    var configuration = CloningVariant.plain.configuration
    configuration.validationFraction = 0
    configuration.patience = 1
    var generator = RandomGenerator(seed: 7)
    var learner = BehaviorCloning(
      imitating: SmallTask.identities(by: Echo()), in: try .identity(), configuration: configuration,
      using: &generator)
    #expect(learner.split.heldOut.isEmpty && learner.split.training.count == 20)
    for _ in 0..<200 { learner.learn(using: &generator) }
    #expect(learner.status == .learning)
    #expect(learner.greedyPolicy.parameters.values == learner.cloner.fitted.parameters.values)
  }

  @Test("does not see in the present what was seen and done only before, unless it remembers")
  func history() throws {
    func accuracy(_ variant: CloningVariant) throws -> Double {
      var generator = RandomGenerator(seed: 7)
      var learner = BehaviorCloning(
        imitating: SmallTask.identities(by: LateEcho()), in: try .identity(), configuration: variant.configuration,
        using: &generator)
      for _ in 0..<400 { learner.learn(using: &generator) }
      return try measurement("held_out/accuracy", of: learner)
    }
    #expect(try accuracy(.plain) < 0.7)
    #expect(try accuracy(.history) == 1)
  }

  @Test("learns from stacks of pictures, shifted or not", arguments: [0, 2])
  func pictures(shift: Int) throws {
    let environments = Flicker.batch(4)
    let expert = ScriptedPolicy(observing: UInt8.self, acting: Int.self) { $0[0] == 255 ? 0 : 1 }
    var recorder = EpisodeRecorder(expert, in: environments, seed: 1)
    var configuration = BehaviorCloningConfiguration()
    configuration.hiddenSizes = [16]
    configuration.batchSize = 16
    configuration.validationInterval = 60
    configuration.pictureShift = shift
    var generator = RandomGenerator(seed: 7)
    var learner = BehaviorCloning(
      imitating: recorder.record(12), in: try EncodedTask(environments.specification), configuration: configuration,
      using: &generator)
    for _ in 0..<60 { learner.learn(using: &generator) }
    #expect(try measurement("held_out/accuracy", of: learner) == 1)
  }

  @Test("reports numbers that are no longer finite, and changes no weights")
  func divergence() throws {
    var configuration = CloningVariant.plain.configuration
    configuration.learningRate = .constant(1)
    let space = SpaceDescriptor.box(scalar: .float32, shape: [2], low: [-9, -9], high: [9, 9])
    var generator = RandomGenerator(seed: 7)
    let episode = Episode(
      observations: [1, 2, 3, 4] as [Float], actions: [0, .infinity] as [Float], rewards: [0], ending: .truncated)
    var learner = BehaviorCloning(
      imitating: [episode],
      in: try EncodedTask(
        observing: space,
        acting: .box(scalar: .float32, shape: [2], low: [-9, -9], high: [.infinity, .infinity])),
      configuration: configuration, using: &generator)
    let before = learner.cloner.fitted.parameters.values
    learner.learn(using: &generator)
    #expect(learner.cloner.fitted.divergence?.hasPrefix("the loss became") == true)
    #expect(learner.cloner.fitted.parameters.values == before)
  }
}
