import Foundation
import Simulation

/// Exploration by the action values that a network estimates.
extension Exploration {
  /// Returns an action that is chosen without a look at its value; `nil` if the values are needed.
  func blindAction(of count: Int, using generator: inout RandomGenerator) -> Int? {
    guard case .epsilonGreedy(let epsilon) = self, generator.random() < epsilon else { return nil }
    return generator.integers(0..<count)
  }

  /// Returns an action for the values of all, when no blind one was chosen.
  func action(for values: Span<Float>, using generator: inout RandomGenerator) -> Int {
    guard case .boltzmann(let temperature) = self else { return values.greatest }
    let greatest = values.greatest
    let drawn = generator.index(among: values.count) {
      exp(Double(values[$0] - values[greatest]) / temperature)
    }
    return drawn ?? greatest
  }
}

extension Span<Float> {
  /// The index of the greatest number; the first of several.
  var greatest: Int {
    var best = 0
    for index in indices where self[index] > self[best] { best = index }
    return best
  }
}
