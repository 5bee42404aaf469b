import Simulation
import Training

/// Checks of settings, each with the sentence for a wrong value.
enum Setting {
  /// Refuses a value that is not valid.
  static func require<Value>(
    _ name: String, _ value: Value, _ expectation: String, _ isValid: Bool
  ) throws(ConfigurationError) {
    guard isValid else { throw ConfigurationError("\(name) is \(value), but must be \(expectation).") }
  }

  /// Refuses a number outside a range.
  static func require(_ name: String, _ value: Int, in range: ClosedRange<Int>) throws(ConfigurationError) {
    try require(name, value, "from \(range.lowerBound) to \(range.upperBound)", range.contains(value))
  }

  /// Refuses sizes of hidden layers that are no sizes, or that need more weights between them than a machine has memory
  /// for.
  static func require(hiddenSizes sizes: [Int], as name: String) throws(ConfigurationError) {
    try require(
      name, sizes, "at most 16 sizes from 1 to 65536",
      sizes.count <= 16 && sizes.allSatisfy((1...65_536).contains))
    let weights = zip(sizes, sizes.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
    try require(
      name, sizes, "so small that there are at most 2²⁸ weights between them, not \(weights)", weights <= 1 << 28)
  }

  /// Refuses a schedule that leaves the range from above 0 to a limit; schedules are monotonic, so their ends say all.
  static func require(
    _ name: String, _ schedule: Schedule, above low: Double, upTo high: Double
  ) throws(ConfigurationError) {
    try require(
      name, schedule, "above \(low) and at most \(high)",
      [0, 1].allSatisfy { schedule.value(at: $0) > low && schedule.value(at: $0) <= high })
  }
}
