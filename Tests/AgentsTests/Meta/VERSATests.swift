import FewShot
import Foundation
import NeuralNet
import Simulation
import Testing
import Training

@testable import Agents

@Suite struct VERSATests {
  @Test("The posterior of a mean becomes Bayes', with a divergence below 0.001")
  func posterior() throws {
    let family = GaussianMeanFamily()
    let method = try MetaMethods.named("versa")
    var plan = try method.plan(ofPreset: family.name)
    plan.steps = 1500
    let setup = try method.prepare(MetaRequest(family: family, preset: family.name, plan: plan))
    var trainer = MetaTrainer(setup.learner, on: family, examinedBy: setup.examination, plan: plan)
    try trainer.run()
    let learner = try #require(trainer.learner as? VERSA)
    let batch = family.batch(200, shots: 5, queries: 1, seed: 77)
    let (means, deviations) = learner.posterior(of: batch)
    var divergence = 0.0
    for task in 0..<200 {
      let exact = family.posterior(of: Array(batch.support.targets[task * 5..<task * 5 + 5]))
      let (mean, deviation) = (Double(means[task]), Double(deviations[task]))
      divergence +=
        log(exact.deviation / deviation)
        + (deviation * deviation + (mean - exact.mean) * (mean - exact.mean))
        / (2 * exact.deviation * exact.deviation) - 0.5
    }
    #expect(divergence / 200 < 1e-3)
  }

  private func learner(
    _ family: any TaskFamily, _ change: (inout VERSAConfiguration) -> Void = { _ in }
  ) throws -> VERSA {
    var configuration = VERSAConfiguration()
    configuration.network.hiddenSizes = [10]
    configuration.amortizerSizes = [10]
    change(&configuration)
    var generator = RandomGenerator(seed: 2)
    return try VERSA(for: family, configuration, using: &generator)
  }

  @Test("The order of support examples changes next to nothing")
  func permutation() throws {
    let learner = try learner(SineFamily())
    let batch = SineFamily().batch(1, shots: 6, queries: 2)
    let task = FewShotTask(
      support: ExampleSet(inputs: batch.support.inputs.reversed(), targets: batch.support.targets.reversed()),
      query: batch.query)
    let (first, second) = (
      learner.posterior(of: batch), learner.posterior(of: TaskBatch([task], of: SineFamily(), batch.size))
    )
    for (first, second) in zip(first.means + first.deviations, second.means + second.deviations) {
      #expect(abs(first - second) < 1e-5)
    }
  }

  @Test("Draws without a deviation have the cross-entropy of the mean's layer")
  func withoutDeviation() throws {
    let learner = try learner(Clusters()) { $0.episodes.ways = 3 }
    let batch = Clusters().batch(2, shots: 2, queries: 3, ways: 3)
    let (weights, tensors) = (learner.parameters.constants, TaskTensors(batch, in: nil))
    var pass = ForwardPass()
    let features = learner.model.features(of: tensors, weights, &pass)
    let posterior = learner.model.posterior(weights, tensors, features, ways: 3)
    let layers = posterior.means.reshaped(to: [2, 1, 3, 11]).broadcast(to: [2, 4, 3, 11])
    let outputs = learner.model.outputs(for: tensors, features, of: layers)
    let likelihoods = learner.model.logLikelihoods(weights, outputs, tensors.query.targets)
    let loss = Float(log(4.0)) - likelihoods.logSumExp().mean().item
    let single = outputs.slice(0..<1, along: 2).reshaped(to: [2, 9, 3])
    let plain = TargetKind.classes.losses(single, tensors.query.targets).mean()
    #expect(abs(loss - plain.item) < 1e-5)
  }

  @Test("It tells pictures apart by features of convolutions")
  func pictures() throws {
    var learner = try learner(Lines()) {
      ($0.episodes.ways, $0.episodes.shots, $0.episodes.queries, $0.episodes.tasksPerStep) = (4, 1, 3, 4)
      ($0.network.channels, $0.network.learningRate) = (8, .constant(0.01))
    }
    learner.practise(100, on: Lines())
    let examination = MetaExamination(
      tasks: 50, size: TaskSize(ways: 4, shots: 1, queries: 5), adaptation: Adaptation(steps: []))
    let accuracy = try #require(MetaEvaluation.evaluate(learner, on: Lines(), examination)).scores[0].mean
    #expect(accuracy > 0.7, "\(accuracy)")
  }

  @Test("It learns to tell clusters apart, in tasks of more classes than it saw")
  func learning() throws {
    var learner = try learner(Clusters()) {
      $0.episodes.ways = 3
      $0.episodes.shots = 2
      $0.network.hiddenSizes = [20]
      $0.network.learningRate = .constant(0.01)
    }
    let examination = MetaExamination(
      tasks: 50, size: TaskSize(ways: 5, shots: 2, queries: 5), adaptation: Adaptation(steps: []))
    let before = try #require(MetaEvaluation.evaluate(learner, on: Clusters(), examination)).scores[0]
    var generator = RandomGenerator(seed: 3)
    for step in 0..<300 {
      learner.learn(
        from: Clusters().batch(8, shots: 2, queries: 4, ways: 3, seed: UInt64(step)), using: &generator)
    }
    let after = try #require(MetaEvaluation.evaluate(learner, on: Clusters(), examination)).scores[0]
    #expect(after.mean > 0.8 && after.mean > before.mean)
    #expect(after.gradientSteps == 0 && learner.status == .learning)
  }
}
