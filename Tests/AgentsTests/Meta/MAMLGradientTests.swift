import FewShot
import NeuralNet
import Simulation
import Testing
import Training

@testable import Agents

@Suite struct MAMLGradientTests {
  private func learner(
    _ family: any TaskFamily = SineFamily(), seed: UInt64 = 1,
    _ change: (inout MAMLConfiguration) -> Void = { _ in }
  ) throws -> MAML {
    var configuration = MAMLConfiguration()
    configuration.network.hiddenSizes = [6]
    configuration.network.activation = .tanh
    configuration.innerRate = 0.1
    configuration.episodes.tasksPerStep = 3
    change(&configuration)
    var generator = RandomGenerator(seed: seed)
    return MAML(for: family, configuration, using: &generator)
  }

  /// Expects gradients at some numbers to be what differences of the loss say.
  private func check(_ learner: MAML, on batch: TaskBatch, sourceLocation: SourceLocation = #_sourceLocation) {
    var learner = learner
    let gradients = learner.gradients(on: batch).gradients.tensors.flatMap { $0?.values ?? [] }
    let start = learner.parameters.values
    let scale = gradients.reduce(0.1) { max($0, abs($1)) }
    for index in start.indices {
      func loss(_ step: Float) -> Float {
        var moved = learner
        moved.parameters.values[index] = start[index] + step
        return moved.gradients(on: batch).value
      }
      let difference = (loss(0.01) - loss(-0.01)) / 0.02
      #expect(
        abs(difference - gradients[index]) < 0.02 * scale, "number \(index)", sourceLocation: sourceLocation)
    }
  }

  @Test("Second-order gradients are what differences of the loss say", arguments: [1, 2])
  func differences(steps: Int) throws {
    check(
      try learner { $0.innerSteps = steps }, on: SineFamily().batch(3, shots: 4, queries: 5))
  }

  @Test("Those of learned rates, too")
  func rates() throws {
    check(try learner { $0.learnsRates = true }, on: SineFamily().batch(3, shots: 4, queries: 5))
  }

  @Test("Those of classes, too")
  func classes() throws {
    let learner = try learner(Clusters()) { $0.episodes.ways = 3 }
    check(learner, on: Clusters().batch(2, shots: 2, queries: 2, ways: 3))
  }

  @Test("The slope through convolutions, along any direction, is what a difference of the loss says")
  func pictures() throws {
    var learner = try learner(Lines()) {
      $0.episodes.ways = 3
      $0.network.channels = 4
    }
    let batch = Lines().batch(2, shots: 2, queries: 2, ways: 3)
    let start = learner.parameters.values
    var generator = RandomGenerator(seed: 4)
    let gradients = learner.gradients(on: batch).gradients.tensors.flatMap { $0?.values ?? [] }
    for _ in 0..<3 {
      // Nearly along the gradient, and not far: the inner gradient jumps where a rectifier begins to pass.
      let direction = gradients.map { $0 + Float(generator.normal(mean: 0, standardDeviation: 0.01)) }
      func loss(_ step: Float) -> Float {
        learner.parameters.values = zip(start, direction).map { $0 + step * $1 }
        return learner.gradients(on: batch).value
      }
      let slope = zip(gradients, direction).reduce(0) { $0 + $1.0 * $1.1 }
      let difference = (loss(0.0001) - loss(-0.0001)) / 0.0002
      #expect(abs(difference - slope) < 0.05 * abs(slope), "\(difference) and \(slope)")
    }
  }

  @Test("A head that alone is adapted leaves the body as it was, and both learn")
  func headOnly() throws {
    var learner = try learner { $0.adaptsHeadOnly = true }
    check(learner, on: SineFamily().batch(3, shots: 4, queries: 5))
    let gradients = learner.gradients(on: SineFamily().batch(3, shots: 4, queries: 5)).gradients
    #expect(gradients.tensors.allSatisfy { ($0?.values ?? [0]).contains { $0 != 0 } })
    #expect(learner.loop.places == [2, 3])
  }

  @Test("Tasks together have the mean of their own gradients")
  func stack() throws {
    var learner = try learner()
    let batches = (0..<3).map { SineFamily().batch(1, shots: 4, queries: 5, seed: UInt64($0)) }
    let parts = batches.map { learner.gradients(on: $0).gradients.tensors.flatMap { $0?.values ?? [] } }
    let tasks = batches.map { FewShotTask(support: $0.support, query: $0.query) }
    let whole = learner.gradients(on: TaskBatch(tasks, of: SineFamily(), batches[0].size)).gradients.tensors
      .flatMap { $0?.values ?? [] }
    for index in whole.indices {
      let mean = parts.reduce(0) { $0 + $1[index] } / 3
      #expect(abs(whole[index] - mean) < 1e-4 * max(1, abs(mean)))
    }
  }

  @Test("The order of support examples changes next to nothing")
  func permutation() throws {
    let learner = try learner()
    let batch = SineFamily().batch(1, shots: 4, queries: 5)
    let task = FewShotTask(
      support: ExampleSet(inputs: batch.support.inputs.reversed(), targets: batch.support.targets.reversed()),
      query: batch.query)
    let turned = TaskBatch([task], of: SineFamily(), batch.size)
    var generator = RandomGenerator(seed: 1)
    let first = learner.predictions(for: batch, Adaptation(steps: [3]), using: &generator)[0].mean
    let second = learner.predictions(for: turned, Adaptation(steps: [3]), using: &generator)[0].mean
    for (first, second) in zip(first, second) { #expect(abs(first - second) < 1e-4) }
  }

  @Test("It tells pictures of classes apart that it has one example of")
  func learningPictures() throws {
    var learner = try learner(Lines()) {
      ($0.episodes.ways, $0.episodes.shots, $0.episodes.queries, $0.episodes.tasksPerStep) = (4, 1, 3, 4)
      ($0.network.channels, $0.innerRate) = (8, 0.4)
      $0.network.learningRate = .constant(0.01)
    }
    learner.practise(60, on: Lines())
    let examination = MetaExamination(
      tasks: 50, size: TaskSize(ways: 4, shots: 1, queries: 5), adaptation: Adaptation(steps: [1]))
    let accuracy = try #require(MetaEvaluation.evaluate(learner, on: Lines(), examination)).scores[0].mean
    #expect(accuracy > 0.8, "\(accuracy)")
  }

  @Test("It learns to learn: a step on five points of a sine helps after a few hundred meta-steps")
  func learning() throws {
    let family = SineFamily(amplitudes: 1...3)
    var learner = try learner(family) {
      $0.innerRate = 0.05
      $0.network.hiddenSizes = [20]
      $0.network.learningRate = .constant(0.01)
      $0.episodes.tasksPerStep = 10
    }
    let examination = MetaExamination(
      tasks: 50, size: TaskSize(shots: 5, queries: 20), adaptation: Adaptation(steps: [0, 1]))
    let before = try #require(MetaEvaluation.evaluate(learner, on: family, examination)).scores
    var generator = RandomGenerator(seed: 2)
    for _ in 0..<300 {
      let batch = TaskBatch(
        drawing: 10, of: family, learner.demand.size, from: .training, using: &generator)
      learner.learn(from: batch, using: &generator)
    }
    let after = try #require(MetaEvaluation.evaluate(learner, on: family, examination)).scores
    #expect(after[1].mean < 0.8 * before[1].mean)
    #expect(after[1].mean < after[0].mean)
    #expect(learner.status == .learning && learner.updateCount == 300)
  }
}
