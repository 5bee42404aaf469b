import Foundation
import Physics2D
import Safetensors
import Testing

/// How far one step from a stored state comes from the stored next one, by what happens in the step.
struct MotionComparison {
  /// What happens in a step.
  enum Kind: String, CaseIterable {
    /// Nothing touches, and every joint is between its limits.
    case free
    /// Nothing touches, and a joint rests on its limit.
    case resting
    /// Nothing touches, and a joint is stopped by its limit or forced back within.
    case stopped
    /// Something touches.
    case touching
    /// An episode's reset, which makes a step of its own with the legs beyond their joints' limits, and the first step after it.
    case reset
  }

  /// The steps of one kind.
  struct Tally {
    var steps = 0
    var largest = 0.0
    var sum = 0.0

    mutating func add(_ difference: Double) {
      steps += 1
      largest = max(largest, difference)
      sum += difference
    }

    var text: String { String(format: "%.1e | %.1e", sum / Double(steps), largest) }
  }

  let name: String
  private(set) var observations = [Kind: Tally]()
  private(set) var rewards = [Kind: Tally]()

  init(_ name: String) { self.name = name }

  mutating func add(_ kind: Kind, observation: Double, reward: Double) {
    observations[kind, default: Tally()].add(observation)
    rewards[kind, default: Tally()].add(reward)
  }

  /// Prints the rows of the table in the README, if asked to by `PALAESTRA_PRINT_MOTION=1`.
  func report() {
    guard ProcessInfo.processInfo.environment["PALAESTRA_PRINT_MOTION"] != nil else { return }
    for kind in Kind.allCases {
      guard let observation = observations[kind], let reward = rewards[kind] else { continue }
      print("| `\(name)` | \(kind) | \(observation.steps) | \(observation.text) | \(reward.text) |")
    }
  }

  /// Reports, and expects free motion to agree.
  ///
  /// - Parameters:
  ///   - count: How many steps of free motion there must be.
  ///   - kinds: What must agree besides.
  func conclude(atLeast count: Int, and kinds: [Kind] = []) {
    report()
    #expect(observations[.free]?.steps ?? 0 >= count)
    #expect(rewards[.free]?.largest ?? .infinity < 2e-4)
    for kind in kinds + [.free] {
      #expect(observations[kind]?.largest ?? 0 < 2e-4)
      // Rewards are differences of a hundred times what is observed.
      #expect(rewards[kind]?.largest ?? 0 < 1e-3)
    }
  }
}

/// The bodies that a golden trajectory holds.
struct GoldenBodies {
  private let numbers: [Float]
  private let count: Int

  /// - Parameters:
  ///   - name: `bodies` or `reset_bodies`.
  ///   - count: How many bodies a state has.
  init(_ name: String, count: Int, in file: SafetensorsFile) throws {
    numbers = try file.array(name, as: Float.self)
    self.count = count
  }

  /// The bodies of a state.
  subscript(index: Int) -> [BodyMotion] {
    (0..<count).map { body in
      let start = 6 * (count * index + body)
      return BodyMotion(
        position: Vector2(numbers[start], numbers[start + 1]), angle: numbers[start + 2],
        linearVelocity: Vector2(numbers[start + 3], numbers[start + 4]), angularVelocity: numbers[start + 5])
    }
  }
}

/// The largest difference of two rows.
func largestDifference(_ row: [Float], _ expected: some Collection<Float>) -> Double {
  zip(row, expected).map { abs(Double($0) - Double($1)) }.max() ?? .infinity
}
