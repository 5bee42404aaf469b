import Foundation
import Simulation

/// Eight narrow normal distributions around a circle: what an adversary that forgets modes is shown by.
public enum RingOfGaussians {
  /// How many distributions there are.
  public static let modes = 8
  /// The deviation of each.
  public static let deviation = 0.1
  /// How far each is from the middle.
  public static let radius = 2.0

  /// The middle of a distribution.
  public static func center(_ mode: Int) -> (x: Double, y: Double) {
    let angle = 2 * Double.pi * Double(mode) / Double(modes)
    return (radius * cos(angle), radius * sin(angle))
  }

  /// Samples, two numbers each, one after the other.
  public static func samples(_ count: Int, using generator: inout RandomGenerator) -> [Float] {
    (0..<count).flatMap { _ in
      let center = center(generator.integers(0..<modes))
      return [center.x, center.y].map { Float($0 + deviation * generator.standardNormal()) }
    }
  }

  /// How many distributions have a quarter of their share of some samples, and the share of the samples that lie within
  /// three deviations of one.
  public static func coverage(of samples: [Float]) -> (modes: Int, quality: Double) {
    var counts = Array(repeating: 0, count: modes)
    let rows = samples.count / 2
    for row in 0..<rows {
      for mode in 0..<modes {
        let center = center(mode)
        let distance = hypot(Double(samples[2 * row]) - center.x, Double(samples[2 * row + 1]) - center.y)
        if distance < 3 * deviation { counts[mode] += 1 }
      }
    }
    return (counts.count { $0 * 4 * modes > rows }, Double(counts.reduce(0, +)) / Double(rows))
  }
}
