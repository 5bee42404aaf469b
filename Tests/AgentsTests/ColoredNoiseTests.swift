import Foundation
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

@Suite("Colored noise") struct ColoredNoiseTests {
  /// Some steps of one number.
  private func steps(_ count: Int, color: Double, seed: UInt64 = 3) -> [Double] {
    var generator = RandomGenerator(seed: seed)
    var noise = ColoredNoise(color: color, count: 1, using: &generator)
    return (0..<count).map { _ in
      noise.advance(using: &generator)
      return Double(noise.values[0])
    }
  }

  /// The mean power at the frequencies of some numbers of periods per stretch, over stretches of 1024 steps.
  private func power(of steps: [Double], periods: ClosedRange<Int>) -> Double {
    let stretch = 1024
    var sum = 0.0
    for start in stride(from: 0, through: steps.count - stretch, by: stretch) {
      for period in periods {
        let angle = 2 * Double.pi * Double(period) / Double(stretch)
        var (real, imaginary) = (0.0, 0.0)
        for step in 0..<stretch {
          real += steps[start + step] * cos(angle * Double(step))
          imaginary += steps[start + step] * sin(angle * Double(step))
        }
        sum += real * real + imaginary * imaginary
      }
    }
    return sum / Double(periods.count * (steps.count / stretch))
  }

  @Test("has the mean 0 and the deviation 1", arguments: [0.25, 1, 1.5])
  func moments(color: Double) {
    // Many seeds, since slow noise of one has a mean of its own.
    let all = (0..<40).flatMap { steps(4000, color: color, seed: $0) }
    let mean = all.reduce(0, +) / Double(all.count)
    let variance = all.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(all.count)
    #expect(abs(mean) < 0.2)
    #expect(abs(variance - 1) < 0.25)
  }

  @Test("has a power that falls with the frequency to the power of its color", arguments: [0.25, 0.5, 1, 1.5])
  func spectrum(color: Double) {
    let steps = steps(1024 * 16, color: color)
    let (low, high) = (power(of: steps, periods: 8...12), power(of: steps, periods: 80...120))
    let slope = log10(low / high)
    #expect(abs(slope - color) < 0.2)
  }

  @Test("makes numbers of a step that are independent of each other")
  func independence() {
    var generator = RandomGenerator(seed: 5)
    var noise = ColoredNoise(color: 0.5, count: 2, using: &generator)
    var product = 0.0
    for _ in 0..<20_000 {
      noise.advance(using: &generator)
      product += Double(noise.values[0] * noise.values[1])
    }
    #expect(abs(product / 20_000) < 0.1)
  }

  @Test("goes on from a checkpoint")
  func checkpoint() throws {
    var generator = RandomGenerator(seed: 5)
    var noise = ColoredNoise(color: 1, count: 3, using: &generator)
    for _ in 0..<10 { noise.advance(using: &generator) }
    let file = try StoredFile { try noise.writeCheckpoint(to: &$0) }
    var restored = ColoredNoise(color: 1, count: 3, using: &generator)
    try restored.readCheckpoint(from: file.open())
    var generators = (generator, generator)
    noise.advance(using: &generators.0)
    restored.advance(using: &generators.1)
    #expect(noise == restored)
    var other = ColoredNoise(color: 1, count: 2, using: &generator)
    #expect(throws: (any Error).self) { try other.readCheckpoint(from: file.open()) }
  }
}
