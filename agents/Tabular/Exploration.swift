import Foundation
import Simulation

/// The exploration of an agent: its departure from the best action that it knows.
public enum Exploration: Sendable, Equatable {
  /// A random action with probability ε, else a best one.
  case epsilonGreedy(Double)
  /// Each action with a probability proportional to exp(Q / temperature).
  case boltzmann(temperature: Double)

  /// Chooses an action.
  func action(in state: Int, of values: ActionValues, using generator: inout RandomGenerator) -> Int {
    switch self {
    case .epsilonGreedy(let epsilon):
      generator.random() < epsilon
        ? generator.integers(0..<values.actionCount) : values.greedyAction(in: state, using: &generator)
    case .boltzmann(let temperature):
      Self.softmaxAction(in: state, of: values, temperature, using: &generator)
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

  private static func softmaxAction(
    in state: Int, of values: ActionValues, _ temperature: Double, using generator: inout RandomGenerator
  ) -> Int {
    let maximum = values.maximum(of: state)
    var weights = 0.0
    for action in 0..<values.actionCount { weights += exp((values[state, action] - maximum) / temperature) }
    var rest = generator.random() * weights
    for action in 0..<values.actionCount {
      rest -= exp((values[state, action] - maximum) / temperature)
      if rest < 0 { return action }
    }
    return values.greedyAction(in: state)
  }
}
