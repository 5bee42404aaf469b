import Foundation
import Simulation
import Testing

@testable import FewShot

@Suite struct FunctionFamilyTests {
  private static let families: [any FunctionFamily] = [
    SineFamily(), SineFamily.varied, SineFamily.grid, SineOrLineFamily(), GaussianMeanFamily(),
  ]

  @Test("A seed draws one task, another seed another", arguments: families)
  func seeds(family: any FunctionFamily) {
    func batch(_ seed: UInt64) -> TaskBatch {
      var generator = RandomGenerator(seed: seed)
      return TaskBatch(
        drawing: 3, of: family, TaskSize(shots: 5, queries: 7), from: .training, using: &generator)
    }
    let (first, again, other) = (batch(1), batch(1), batch(2))
    #expect(first.support == again.support && first.query == again.query)
    #expect(first.support != other.support)
    #expect(first.support.inputs.count == 15 && first.query.targets.count == 21)
    #expect(first.functions.count == 3)
  }

  @Test("Examples are points of the function where there is no noise")
  func points() {
    var generator = RandomGenerator(seed: 3)
    for family in [SineFamily(), .varied, .grid] {
      let task = family.task(TaskSize(shots: 20, queries: 20), from: .test, using: &generator)
      for (x, y) in zip(task.support.inputs, task.support.targets) {
        #expect(abs(Double(y) - (task.function?(Double(x)) ?? .nan)) < 1e-5)
        #expect(family.inputs.contains(Double(x)))
      }
    }
  }

  @Test("Sines keep to their ranges, and the first ones to one frequency")
  func ranges() {
    var generator = RandomGenerator(seed: 4)
    for _ in 0..<200 {
      let sine = SineFamily().function(using: &generator)
      // A sine of frequency 1 has opposite values half a circle apart.
      #expect(abs(sine(1) + sine(1 + .pi)) < 1e-9)
      let peak = (0..<628).map { abs(sine(Double($0) / 100)) }.max() ?? 0
      #expect(peak <= 5.0001 && peak >= 0.0999)
    }
    let isOther = (0..<50).contains { _ in
      let sine = SineFamily.varied.function(using: &generator)
      return abs(sine(1) + sine(1 + .pi)) > 0.01
    }
    #expect(isOther)
  }

  @Test("A set as large as the grid is all of it, a smaller one lies on it")
  func grid() {
    var generator = RandomGenerator(seed: 5)
    let task = SineFamily.grid.task(TaskSize(shots: 10, queries: 50), from: .training, using: &generator)
    let places = (0..<50).map { Float(-5 + 10 * Double($0) / 49) }
    #expect(task.query.inputs == places)
    #expect(task.support.inputs.allSatisfy(places.contains))
  }

  @Test("Sines and lines are about equally frequent, and both are seen with noise")
  func kinds() {
    var generator = RandomGenerator(seed: 6)
    let batch = TaskBatch(
      drawing: 400, of: SineOrLineFamily(), TaskSize(shots: 5, queries: 1), from: .training, using: &generator)
    let lines = batch.functions.count { $0.kind == "line" }
    #expect((150...250).contains(lines))
    #expect(batch.functions.allSatisfy { ["line", "sine"].contains($0.kind) })
    let errors = batch.support.inputs.indices.map { index in
      Double(batch.support.targets[index]) - batch.functions[index / 5](Double(batch.support.inputs[index]))
    }
    let deviation = (errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)).squareRoot()
    #expect(abs(deviation - 0.3) < 0.03)
  }

  @Test("The posterior of a mean is Bayes': five numbers with mean 1")
  func posterior() {
    let family = GaussianMeanFamily(priorMean: 0, priorDeviation: 2, noise: 1)
    let (mean, deviation) = family.posterior(of: [1, 1, 1, 1, 1])
    #expect(abs(mean - 0.952381) < 1e-6)
    #expect(abs(deviation * deviation - 0.190476) < 1e-6)
    #expect(family.posterior(of: []).mean == 0)
    #expect(family.posterior(of: []).deviation == 2)
  }
}
