import Foundation
import Simulation
import Training

/// Standard normal numbers that are correlated from step to step: noise whose power falls with its frequency f as f^−β.
///
/// White noise takes back at the next step what it did at this one, so that it moves little; pink noise, β = 1, explores
/// near and far alike: Eberhard and others (2023), "Pink noise is all you need", off policy; Hollenstein and others (2024),
/// "Colored noise in PPO", on policy, with β = 0.5.
///
/// It is a sum of autoregressive processes whose time constants τ double, of such variances that their powers add up to that
/// of the color: it needs no length of an episode, and goes on from a checkpoint.
struct ColoredNoise: Sendable, Equatable {
  /// The number of processes; the slowest has a time constant of 512 steps.
  private static let processCount = 10

  /// The share of its number that a process keeps at a step.
  private let decays: [Float]
  /// The deviation of what is new in a process at a step.
  private let innovations: [Float]
  /// The deviation of each process's part in the sum.
  private let deviations: [Float]
  /// The numbers of each process, one process after the other.
  private var states: [Float]
  /// The numbers of this step.
  private(set) var values: [Float]

  /// Begins noise.
  ///
  /// - Parameters:
  ///   - color: β: 0 is nearly white, 1 pink, 2 as of a random walk.
  ///   - count: The number of numbers of a step, which are independent of each other.
  ///   - generator: The source of what it begins with.
  init(color: Double, count: Int, using generator: inout RandomGenerator) {
    let times = (0..<Self.processCount).map { Double(1 << $0) }
    decays = times.map { Float(1 - 1 / $0) }
    innovations = decays.map { (1 - $0 * $0).squareRoot() }
    deviations = Self.variances(color: color, times).map { Float($0.squareRoot()) }
    states = (0..<Self.processCount * count).map { _ in Float(generator.standardNormal()) }
    values = Array(repeating: 0, count: count)
  }

  /// The variances of processes that together have the power f^−β at the frequency of each; their sum is 1.
  ///
  /// By multiplicative steps, which keep them positive: Lee and Seung (2001), of the divergence.
  private static func variances(color: Double, _ times: [Double]) -> [Double] {
    let frequencies = times.map { Double.pi / $0 }
    let powers = frequencies.map { frequency in
      times.map { time in
        let decay = 1 - 1 / time
        return (1 - decay * decay) / (1 - 2 * decay * cos(frequency) + decay * decay)
      }
    }
    let places = times.indices
    var variances = times.map { _ in 1.0 }
    for _ in 0..<100 {
      let ratios = places.map { row in
        pow(frequencies[row], -color) / places.reduce(0) { $0 + powers[row][$1] * variances[$1] }
      }
      variances = places.map { column in
        let total = powers.reduce(0) { $0 + $1[column] }
        return variances[column] * places.reduce(0) { $0 + powers[$1][column] * ratios[$1] } / total
      }
    }
    let total = variances.reduce(0, +)
    return variances.map { $0 / total }
  }

  /// Goes on by a step.
  mutating func advance(using generator: inout RandomGenerator) {
    let count = values.count
    for index in values.indices { values[index] = 0 }
    for place in states.indices {
      let process = place / count
      let fresh = innovations[process] * Float(generator.standardNormal())
      states[place] = decays[process] * states[place] + fresh
      values[place % count] += deviations[process] * states[place]
    }
  }
}

extension ColoredNoise: Checkpointable {
  mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.exchange("states", &states)
    guard states.allSatisfy(\.isFinite) else {
      throw CheckpointError("Its '\(scope.path("states"))' has numbers that are not finite.")
    }
  }
}
