import FewShot
import NeuralNet
import Simulation
import Testing
import Training

@testable import Agents

@Suite("Comparisons of features") struct ComparisonTests {
  /// Support examples of the classes of one task, one shot each, as tasks × classes × shots × features.
  private func support(_ examples: [Float], classes: Int, shots: Int = 1) -> Tensor {
    Tensor(examples, shape: [1, classes, shots, 2])
  }

  private func probabilities(of logits: Tensor) -> [Float] { logits.softmax().values }

  @Test("take the nearest prototype, by the squared distance")
  func prototypes() {
    let query = Tensor([0, 0], shape: [1, 1, 2])
    let comparison = Prototypical()
    let near = comparison.logits(of: query, beside: support([0, 0, 1, 0], classes: 2), Weights([]))
    #expect(abs(probabilities(of: near)[0] - 0.731_058_6) < 1e-6)
    let far = comparison.logits(of: query, beside: support([0, 0, 2, 0], classes: 2), Weights([]))
    #expect(abs(probabilities(of: far)[0] - 0.982_013_8) < 1e-6)
    let means = comparison.logits(
      of: query, beside: support([-1, 0, 1, 0, 0, 0, 2, 0], classes: 2, shots: 2), Weights([]))
    #expect(abs(probabilities(of: means)[0] - 0.731_058_6) < 1e-6)
  }

  @Test("attend to examples by the cosine, whatever the length")
  func matching() {
    let weights = Weights([Tensor([0], shape: [])])
    let query = Tensor([5, 0], shape: [1, 1, 2])
    let logits = Matching().logits(of: query, beside: support([1, 0, 0, 3], classes: 2), weights)
    #expect(abs(probabilities(of: logits)[0] - 0.731_058_6) < 1e-6)
    let twice = Matching().logits(
      of: query, beside: support([1, 0, 1, 0, 0, 3, 0, 3], classes: 2, shots: 2), weights)
    #expect(abs(probabilities(of: twice)[0] - 0.731_058_6) < 1e-6)
  }

  @Test("verify pairs by weighted distances")
  func siamese() {
    let comparison = Siamese(featureCount: 2)
    let weights = Weights([Tensor([-1, -2], shape: [2]), Tensor([1], shape: [])])
    let query = Tensor([1, 1], shape: [1, 1, 2])
    let pairs = support([1, 1, 2, 3], classes: 2)
    #expect(comparison.logits(of: query, beside: pairs, weights).values == [1, -4])
    // −log σ(1) for the class, −log(1 − σ(−4)) for the other.
    let loss = comparison.loss(of: query, beside: pairs, classes: Tensor([0], shape: [1, 1]), weights)
    #expect(abs(loss.item - (0.313_261_7 + 0.018_149_9) / 2) < 1e-6)
  }

  @Test("do not depend on the order of examples", arguments: ["prototypical", "matching", "siamese"])
  func order(method: String) throws {
    let family = SideBySide()
    var generator = RandomGenerator(seed: 3)
    let size = TaskSize(ways: 3, shots: 4, queries: 5)
    let task = family.task(size, from: .test, using: &generator)
    var turned = task
    turned.support.inputs = (0..<3).flatMap { label in
      (0..<4).flatMap { shot in
        let row = label * 4 + (shot + 1) % 4
        return task.support.inputs[row * 2..<row * 2 + 2]
      }
    }
    let learner = try method.learner(for: family)
    let outputs = [task, turned].map { task in
      learner.predictions(for: TaskBatch([task], of: family, size), Adaptation(), using: &generator)[0].mean
    }
    for (one, other) in zip(outputs[0], outputs[1]) { #expect(abs(one - other) < 1e-4) }
  }

  @Test("learn to tell classes apart", arguments: ["prototypical", "matching", "siamese"])
  func learning(method: String) throws {
    #expect(try accuracy(of: method.learner(for: SideBySide())) > 0.85)
  }

  @Test("learn in the context of the whole support set")
  func context() throws {
    let learner = try "matching".learner(for: SideBySide(), ["fullContext": "true", "hiddenSizes": "8"])
    #expect(try accuracy(of: learner) > 0.75)
  }

  /// The accuracy on new tasks after some practice.
  private func accuracy(of learner: any MetaLearner) throws -> Double {
    var learner = learner
    learner.practise(300, on: SideBySide(), seed: 5)
    let examination = MetaExamination(tasks: 100, size: TaskSize(ways: 3, shots: 1, queries: 5))
    return try #require(MetaEvaluation.evaluate(learner, on: SideBySide(), examination)).scores[0].mean
  }

  @Test("a query's features depend on the support set in full context, and an example's on the others")
  func contextMatters() throws {
    let context = FullContext(featureCount: 2)
    var generator = RandomGenerator(seed: 1)
    let weights = Parameters(of: ParameterList(parameters: context.parts.parameters), using: &generator).constants
    let (first, second) = (Tensor([1, 0, 0, 1], shape: [1, 2, 2]), Tensor([1, 0, 1, 1], shape: [1, 2, 2]))
    let query = Tensor([0.5, 0.2], shape: [1, 1, 2])
    let (one, other) = (context.support(first, weights), context.support(second, weights))
    #expect(one.shape == [1, 2, 2])
    #expect(one.values[0] != other.values[0], "the first example has read the second")
    #expect(
      context.queries(query, beside: one, weights).values != context.queries(query, beside: other, weights).values)
  }

  @Test("refuse tasks without classes")
  func refusal() throws {
    let method = try MetaMethods.named("prototypical")
    #expect(throws: ConfigurationError.self) {
      try method.prepare(MetaRequest(family: SineFamily(), plan: .metaSteps(10)))
    }
  }
}

extension String {
  /// A learner of this method's name.
  fileprivate func learner(
    for family: any TaskFamily, _ settings: [String: String] = [:]
  ) throws -> any MetaLearner {
    var overrides = ConfigurationOverrides(settings)
    for (name, value) in [("shots", "1"), ("ways", "3"), ("tasksPerStep", "4"), ("learningRate", "0.003")] {
      overrides.values[name] = value
    }
    let request = MetaRequest(family: family, overrides: overrides, plan: .metaSteps(300))
    return try MetaMethods.named(self).prepare(request).learner
  }
}

/// Points around places on a circle, beside a number that says nothing and varies far more.
private struct SideBySide: ClassFamily {
  let name = "clusters"
  let summary = "Points around places"
  let inputShape = [2]

  func numberOfClasses(in part: TaskPart) -> Int { 12 }

  func appendExamples(
    _ count: Int, ofClass index: Int, in part: TaskPart, to inputs: inout [Float],
    using generator: inout RandomGenerator
  ) {
    for _ in 0..<count {
      inputs.append(Float(generator.normal(mean: Double(index), standardDeviation: 0.1)))
      inputs.append(Float(generator.normal(mean: 0, standardDeviation: 5)))
    }
  }
}
