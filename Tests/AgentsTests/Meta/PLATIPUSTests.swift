import FewShot
import Foundation
import NeuralNet
import Simulation
import Testing
import Training

@testable import Agents

@Suite struct PLATIPUSTests {
  @Test("The divergence of N(0, 1) from N(1, 4) is 0.4431472")
  func divergence() {
    let first = DiagonalNormal(means: Tensor([0], shape: [1]), logDeviations: Tensor([0], shape: [1]))
    let second = DiagonalNormal(
      means: Tensor([1], shape: [1]), logDeviations: Tensor([Float(log(2.0))], shape: [1]))
    #expect(abs(first.divergence(from: second).item - 0.4431472) < 1e-6)
    #expect(abs(second.divergence(from: second).item) < 1e-6)
  }

  /// A learner whose rates are nothing, and MAML with the same beginning.
  private func learner(logDeviation: Float?, weight: Double = 0) throws -> (PLATIPUS, MAML) {
    var (configuration, plain) = (PLATIPUSConfiguration(), MAMLConfiguration())
    configuration.network.hiddenSizes = [10, 10]
    configuration.episodes.tasksPerStep = 4
    configuration.divergenceWeight = weight
    configuration.meanRate = 0
    (plain.network, plain.episodes) = (configuration.network, configuration.episodes)
    var (first, second) = (RandomGenerator(seed: 5), RandomGenerator(seed: 5))
    var learner = PLATIPUS(for: SineFamily(), configuration, using: &first)
    let maml = MAML(for: SineFamily(), plain, using: &second)
    if let logDeviation {
      let count = maml.parameters.count
      let logs = [Float](repeating: logDeviation, count: 2 * count)
      learner.parameters.values.replaceSubrange(count..<3 * count, with: logs)
    }
    return (learner, maml)
  }

  @Test("With deviations of nothing, and no weight on the divergence, it is MAML to the bit")
  func mamlToTheBit() throws {
    // So small that its exponential is nothing in 32 bits.
    var (learner, maml) = try learner(logDeviation: -200)
    let count = maml.parameters.count
    var (first, second) = (RandomGenerator(seed: 6), RandomGenerator(seed: 6))
    let batch = SineFamily().batch(4, shots: 5, queries: 10)
    let adaptation = Adaptation(steps: [0, 1, 5])
    let drawn = learner.predictions(for: batch, adaptation, using: &first)
    let plain = maml.predictions(for: batch, adaptation, using: &second)
    #expect(drawn == plain)
    learner.learn(from: batch, using: &first)
    maml.learn(from: batch, using: &second)
    #expect(Array(learner.parameters.values[..<count]) == maml.parameters.values)
    #expect(learner.measurements[0] == maml.measurements[0])
  }

  @Test("With deviations it is not: draws differ from task to task")
  func draws() throws {
    let (learner, maml) = try learner(logDeviation: log(0.1))
    var generator = RandomGenerator(seed: 6)
    let batch = SineFamily().batch(2, shots: 5, queries: 10)
    let drawn = learner.predictions(for: batch, Adaptation(steps: [1], samples: 3), using: &generator)[0]
    #expect(drawn.samples.count == 3 && drawn.samples[0] != drawn.samples[1])
    let plain = maml.predictions(for: batch, Adaptation(steps: [1], samples: 3), using: &generator)[0]
    #expect(plain.samples[0] == plain.samples[1])
    let noisy = maml.predictions(
      for: batch, Adaptation(steps: [1], samples: 3, noise: 0.1), using: &generator)[0]
    #expect(noisy.samples[0] != noisy.samples[1])
    #expect(abs(learner.priorDeviation - 0.1) < 1e-6)
  }

  @Test("The divergence alone draws the prior's deviation to the posterior's")
  func prior() throws {
    var (learner, _) = try learner(logDeviation: nil, weight: 10)
    let count = learner.loop.network.parameters.reduce(0) { $0 + $1.shape.elementCount }
    learner.parameters.values.replaceSubrange(
      count..<2 * count, with: [Float](repeating: log(0.2), count: count))
    let before = learner.priorDeviation
    var generator = RandomGenerator(seed: 7)
    for _ in 0..<20 {
      learner.learn(from: SineFamily().batch(4, shots: 5, queries: 10), using: &generator)
    }
    #expect(learner.priorDeviation < before)
    #expect(learner.measurements.contains { $0.name == "train/divergence" && $0.value > 0 })
  }
}
