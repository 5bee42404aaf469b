import Simulation

/// Exploration by the action values that a network estimates.
extension Exploration {
  /// Returns an action that is chosen without a look at its value; `nil` if the values are needed.
  func blindAction(
    of count: Int, allowing masks: ActionMasks, row: Int, using generator: inout RandomGenerator
  ) -> Int? {
    guard case .epsilonGreedy(let epsilon) = self, generator.random() < epsilon else { return nil }
    return masks.draw(from: 0..<count, inRow: row, using: &generator)
  }

  /// Returns an action for the values of all, when no blind one was chosen.
  func action(
    for values: Span<Float>, allowing masks: ActionMasks, row: Int, using generator: inout RandomGenerator
  ) -> Int {
    guard case .boltzmann(let temperature) = self else { return values.greatest(allowing: masks, row: row) }
    return values.drawnByExponentials(temperature: temperature, allowing: masks, row: row, using: &generator)
  }
}
