import Foundation
import Simulation

/// Exploration by a table of action values, among the actions that a row of masks allows.
extension Exploration {
  /// Chooses an action.
  func action(
    in state: Int, of values: ActionValues, allowing masks: ActionMasks = .none, row: Int = 0,
    using generator: inout RandomGenerator
  ) -> Int {
    switch self {
    case .epsilonGreedy(let epsilon):
      return generator.random() < epsilon
        ? masks.draw(from: 0..<values.actionCount, inRow: row, using: &generator)
        : values.greedyAction(in: state, allowing: masks, row: row, using: &generator)
    case .boltzmann(let temperature):
      let greedy = values.greedyAction(in: state, allowing: masks, row: row)
      let allowed = masks.allowed(0..<values.actionCount, inRow: row)
      return generator.index(among: values.actionCount) { action in
        guard allowed.contains(action) else { return 0 }
        return exp((values[state, action] - values[state, greedy]) / temperature)
      } ?? greedy
    }
  }

  /// Returns the mean of the values in a state, each weighted with how likely its action is chosen.
  func expectedValue(
    of state: Int, in values: ActionValues, allowing masks: ActionMasks = .none, row: Int = 0
  ) -> Double {
    let maximum = values.maximum(of: state, allowing: masks, row: row)
    let allowed = masks.allowed(0..<values.actionCount, inRow: row)
    var (sum, weights) = (0.0, 0.0)
    for action in 0..<values.actionCount where allowed.contains(action) {
      var weight = 1.0
      if case .boltzmann(let temperature) = self { weight = exp((values[state, action] - maximum) / temperature) }
      weights += weight
      sum += weight * values[state, action]
    }
    guard case .epsilonGreedy(let epsilon) = self else { return sum / weights }
    return (1 - epsilon) * maximum + epsilon * sum / weights
  }
}
