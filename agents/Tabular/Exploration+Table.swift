import Foundation
import Simulation

/// Exploration by a table of action values.
extension Exploration {
  /// Chooses an action.
  func action(in state: Int, of values: ActionValues, using generator: inout RandomGenerator) -> Int {
    switch self {
    case .epsilonGreedy(let epsilon):
      generator.random() < epsilon
        ? generator.integers(0..<values.actionCount) : values.greedyAction(in: state, using: &generator)
    case .boltzmann(let temperature):
      generator.index(among: values.actionCount) { [maximum = values.maximum(of: state)] action in
        exp((values[state, action] - maximum) / temperature)
      } ?? values.greedyAction(in: state)
    }
  }

  /// The mean of the values in a state, each weighted with how likely its action is chosen.
  func expectedValue(of state: Int, in values: ActionValues) -> Double {
    let maximum = values.maximum(of: state)
    switch self {
    case .epsilonGreedy(let epsilon):
      var sum = 0.0
      for action in 0..<values.actionCount { sum += values[state, action] }
      return (1 - epsilon) * maximum + epsilon * sum / Double(values.actionCount)
    case .boltzmann(let temperature):
      var (weights, sum) = (0.0, 0.0)
      for action in 0..<values.actionCount {
        let weight = exp((values[state, action] - maximum) / temperature)
        weights += weight
        sum += weight * values[state, action]
      }
      return sum / weights
    }
  }
}
