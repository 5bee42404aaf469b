import Simulation
import Training

/// Checks of settings, each with the sentence that refuses what is wrong.
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

  /// Refuses a schedule that leaves the range from above 0 to a limit; schedules are monotonic, so their ends say all.
  static func require(
    _ name: String, _ schedule: Schedule, above low: Double, upTo high: Double
  ) throws(ConfigurationError) {
    try require(
      name, schedule, "above \(low) and at most \(high)",
      [0, 1].allSatisfy { schedule.value(at: $0) > low && schedule.value(at: $0) <= high })
  }
}
