import Demonstrations
import Foundation
import NeuralNet
import Safetensors
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

@Suite struct SequenceLearnerTests {
  @Test("One set of weights learns a task of seeing and a task of remembering")
  func twoTasks() throws {
    var learner = try Toys.learner([Toys.identity(), Toys.recall()], for: "Identity")
    learner.learn(150)
    #expect(Toys.meanReturn(learner.greedyPolicy, in: Identity.batch(of: 20)) == 8)
    let recalling = try #require(learner.policy(for: "Recall"))
    #expect(Toys.meanReturn(recalling, in: Recall.batch(of: 20)) == 4)
    #expect(learner.greedyPolicy.environments == ["Identity", "Recall"])
    #expect(learner.policy(for: "Taxi-v4") == nil)
    let (seen, said) = (Recall().observationSpace.descriptor, Recall().actionSpace.descriptor)
    #expect(recalling.task.suits(seen, said) && !recalling.task.suits(Drifter().observationSpace.descriptor, said))
  }

  @Test("A learner of other numbers than were demonstrated is refused")
  func otherNumbers() throws {
    var request = TrainingRequest(
      environments: Toys.drifters(1), evaluationEnvironments: Toys.drifters(1), environment: "Identity",
      plan: TrainingPlan())
    request.demonstrations = [Toys.identity()]
    let error = #expect(throws: ConfigurationError.self) {
      try AgentCatalog.standard.entry(named: "sequence").prepare(request)
    }
    let drifter = Toys.drifters(1).specification
    #expect(
      error?.description
        == "The demonstrations of Identity have other spaces than \(drifter.observationSpace) and "
        + "\(drifter.actionSpace), which it observes and acts with; record them in this version of the environment."
    )
  }

  @Test("Without its memory it cannot remember")
  func noMemory() throws {
    var configuration = Toys.configuration
    configuration.contextLength = 1
    var learner = try Toys.learner([Toys.recall()], for: "Recall", configuration)
    learner.learn(150)
    #expect(Toys.meanReturn(learner.greedyPolicy, in: Recall.batch(of: 20)) < 3.5)
  }

  @Test("Numbers to act with are learned beside categories")
  func numbers() throws {
    var learner = try Toys.learner(
      [Toys.drifter(), Toys.identity()], for: "Drifter")
    learner.learn(300)
    let found = Toys.meanReturn(learner.greedyPolicy, in: Toys.drifters(20))
    let expert = Toys.meanReturn(Toys.drifterExpert, in: Toys.drifters(20))
    let chance = Toys.meanReturn(RandomPolicy(Drifter().actionSpace), in: Toys.drifters(20))
    #expect((found - chance) / (expert - chance) > 0.9, "\(chance), \(found), \(expert)")
    let identity = try #require(learner.policy(for: "Identity"))
    #expect(Toys.meanReturn(identity, in: Identity.batch(of: 20)) == 8)
  }

  @Test("Of good and bad episodes it does what leads to the return that is asked for")
  func returns() throws {
    var good = EpisodeRecorder(
      ScriptedPolicy(observing: Int.self, acting: Int.self) { $0[0] }, in: Identity.batch(of: 10), seed: 0)
    var bad = EpisodeRecorder(
      ScriptedPolicy(observing: Int.self, acting: Int.self) { ($0[0] + 1) % 3 }, in: Identity.batch(of: 10),
      seed: 100)
    let mixed = Toys.demonstrations("Identity", Identity.batch(of: 1), good.record(30) + bad.record(30))
    var learner = try Toys.learner([mixed], for: "Identity", seed: 2)
    learner.learn(200)
    var policy = learner.greedyPolicy
    #expect(policy.targetReturn == 8)
    #expect(Toys.meanReturn(policy, in: Identity.batch(of: 20)) > 6)
    policy.targetReturn = 0
    #expect(Toys.meanReturn(policy, in: Identity.batch(of: 20)) < 2)
  }

  @Test("A quantile of the demonstrated returns is asked for")
  func quantile() throws {
    let (good, bad) = ([1.0, 1, 1, 1], [0.0, 0, 0, 1])
    let episodes = [bad, good, bad, good, bad].map {
      Episode(observations: [0, 1, 2, 0, 1], actions: [0, 1, 2, 0], rewards: $0, ending: .terminated)
    }
    for (quantile, target) in [(0.0, 1.0), (0.5, 1), (0.75, 4), (1, 4)] {
      var configuration = Toys.configuration
      configuration.targetQuantile = quantile
      configuration.validationFraction = 0
      let learner = try Toys.learner(
        [Toys.demonstrations("Identity", Identity.batch(of: 1), episodes)], for: "Identity", configuration)
      #expect(learner.tasks[0].targetReturn == target)
    }
  }

  @Test("A seed repeats itself, and another does not")
  func seeds() throws {
    func parameters(seed: UInt64) throws -> [Float] {
      var learner = try Toys.learner([Toys.identity(), Toys.recall()], for: "Identity", seed: seed)
      learner.learn(5, seed: seed)
      return learner.parameters.values
    }
    #expect(try parameters(seed: 1) == parameters(seed: 1))
    #expect(try parameters(seed: 1) != parameters(seed: 2))
  }

  @Test("A report has the figures of every task, in training and on the episodes that are held out")
  func measurements() throws {
    var learner = try Toys.learner(
      [Toys.drifter(), Toys.identity()], for: "Drifter")
    learner.learn(1)
    let names = [
      "train/learning_rate", "train/gradient_norm", "train/loss", "train/loss/Drifter", "train/mean_error/Drifter",
      "train/loss/Identity", "train/accuracy/Identity",
    ]
    #expect(learner.measurements.map(\.name) == names)
    learner.learn(100)
    let validation = learner.measurements.filter { $0.name.hasPrefix("validation/") }
    #expect(
      validation.map(\.name) == [
        "validation/loss/Drifter", "validation/mean_error/Drifter", "validation/loss/Identity",
        "validation/accuracy/Identity",
      ])
    #expect((validation.last?.value ?? 0) > 0.999)
    #expect(learner.measurements.allSatisfy { $0.value.isFinite })
  }

  @Test("With early stopping it ends when the held-out loss rises, and the policy is the best one")
  func earlyStopping() throws {
    // Of actions at random nothing can be learned but the few that there are, by heart.
    let noise = Toys.recorded("Identity", RandomPolicy(Discrete(3)), in: Identity.batch(of: 10), 10, 0)
    var configuration = Toys.configuration
    configuration.earlyStopping = true
    configuration.patience = 2
    configuration.validationFraction = 0.5
    var learner = try Toys.learner([noise], for: "Identity", configuration)
    var generator = RandomGenerator(seed: 1)
    while learner.status != .converged, learner.updateCount < 1000 { learner.learn(using: &generator) }
    #expect(learner.updateCount < 1000)
    #expect(learner.updateCount % 20 == 0)
    let best = try #require(learner.best)
    #expect(best.values != learner.parameters.values)
    let file = try StoredFile { learner.greedyPolicy.write(to: &$0) }
    #expect(try SequenceModel(from: file.open()).parameters.values == best.values)
  }

  @Test("What is no number ends the training and leaves the parameters alone")
  func divergence() throws {
    var learner = try Toys.learner([Toys.identity()], for: "Identity")
    learner.parameters.values[0] = .nan
    let before = learner.parameters.values.dropFirst()
    learner.learn(1)
    #expect(learner.divergence?.hasPrefix("the loss became nan") == true)
    #expect(learner.parameters.values.dropFirst() == before)
  }
}
