import Simulation

/// A search that chooses an action by playing on in copies of an environment.
protocol Lookahead {
  /// Searches, and chooses an action.
  ///
  /// - Parameters:
  ///   - origin: The environment as it stands.
  ///   - key: The key of the last observation.
  ///   - simulations: The number of simulations.
  ///   - generator: The random number generator.
  /// - Returns: The number of the action.
  mutating func action(
    for origin: borrowing SearchOrigin, observing key: UInt64, simulations: Int,
    using generator: inout RandomGenerator
  ) -> Int

  /// Forgets what was found out: another episode begins.
  mutating func forget()
}

/// The range of returns that a search has seen.
struct ReturnScale {
  private var least = Double.infinity
  private var greatest = -Double.infinity

  mutating func include(_ sum: Double) { (least, greatest) = (min(least, sum), max(greatest, sum)) }

  /// The place of a return between the least, 0, and the greatest, 1.
  func share(_ sum: Double) -> Double { greatest > least ? (sum - least) / (greatest - least) : 0 }
}
