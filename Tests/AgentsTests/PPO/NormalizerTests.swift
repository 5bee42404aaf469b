import Simulation
import TestSupport
import Testing

@testable import Agents

@Suite("Running statistics") struct NormalizerTests {
  private func samples(_ count: Int) -> [Float] {
    var generator = RandomGenerator(seed: 3)
    return (0..<count * 2).map { Float(generator.standardNormal()) * ($0 % 2 == 0 ? 3 : 0.1) + Float($0 % 2) * 50 }
  }

  @Test("are the same in batches of any size", arguments: [1, 7, 64, 500])
  func batches(size: Int) {
    let samples = samples(500)
    var (whole, parts) = (RunningMoments(count: 2), RunningMoments(count: 2))
    whole.update(withRows: samples)
    for start in stride(from: 0, to: 500, by: size) {
      parts.update(withRows: Array(samples[2 * start..<2 * min(start + size, 500)]))
    }
    for index in 0..<2 {
      #expect(abs(parts.means[index] - whole.means[index]) < 1e-12 * 50)
      #expect(abs(parts.variances[index] / whole.variances[index] - 1) < 1e-12)
    }
    #expect(abs(parts.weight - whole.weight) < 1e-9)
  }

  @Test("leave categories as they are, and are those of the numbers beside them")
  func categories() throws {
    let space = SpaceDescriptor.tuple([
      .discrete(count: 2, start: 0), .box(scalar: .float32, shape: [1], low: [-99], high: [99]),
    ])
    let encoder = try #require(ObservationEncoder(space))
    var normalizer = try #require(RunningNormalizer(encoder))
    var rows = RowBuffer(space.layout, count: 2)
    for (row, number) in [Float(10), 20].enumerated() {
      var field = rows.mutableField(1, ofRow: row, as: Float.self)
      field[0] = number
    }
    normalizer.update(with: rows, rows: 0..<2)
    #expect(
      normalizer.normalizer.means.prefix(2) == [0, 0] && normalizer.normalizer.deviations.prefix(2) == [1, 1])
    #expect(abs(normalizer.normalizer.means[2] - 15) < 0.01 && abs(normalizer.normalizer.deviations[2] - 5) < 0.01)
  }

  /// Rewards as they are learned from, over some episodes of two environments.
  private func normalized(times factor: Double) -> [Float] {
    var normalizer = RewardNormalizer(environmentCount: 2, discount: 0.9)
    var outcome = StepBatch(count: 2, observations: RowLayout(.uint8, shape: []))
    var (all, rewards): ([Float], [Float]) = ([], [0, 0])
    var generator = RandomGenerator(seed: 3)
    for step in 0..<400 {
      for row in 0..<2 {
        outcome.rewards[row] = factor * (generator.standardNormal() + 0.5)
        outcome.statuses[row] = (step + row) % 9 == 8 ? .terminated : .running
      }
      normalizer.normalize(outcome, into: &rewards)
      all += rewards
    }
    return all
  }

  @Test("of rewards make their scale no matter, and keep their sign")
  func rewards() {
    let (plain, large) = (normalized(times: 1), normalized(times: 100))
    for (plain, large) in zip(plain, large).dropFirst(20) { #expect(abs(plain - large) < 1e-3) }
    #expect(plain.allSatisfy { abs($0) <= 10 })
  }
}
