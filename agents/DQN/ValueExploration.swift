import Foundation
import Simulation

/// The exploration of an agent: its departure from the best action that it knows.
enum ValueExploration: Sendable, Equatable {
  /// A random action with probability ε, else the best one.
  case epsilonGreedy(Double)
  /// Each action with a probability proportional to exp(Q / temperature).
  case boltzmann(temperature: Double)

  /// An action that is chosen without a look at its value; `nil` if the values are needed.
  func blindAction(of count: Int, using generator: inout RandomGenerator) -> Int? {
    guard case .epsilonGreedy(let epsilon) = self, generator.random() < epsilon else { return nil }
    return generator.integers(0..<count)
  }

  /// An action for the values of all, when no blind one was chosen.
  func action(for values: Span<Float>, using generator: inout RandomGenerator) -> Int {
    switch self {
    case .epsilonGreedy: values.greatest
    case .boltzmann(let temperature): Self.softmaxAction(for: values, temperature, using: &generator)
    }
  }

  private static func softmaxAction(
    for values: Span<Float>, _ temperature: Double, using generator: inout RandomGenerator
  ) -> Int {
    let greatest = values.greatest
    func weight(_ action: Int) -> Double { exp(Double(values[action] - values[greatest]) / temperature) }
    var total = 0.0
    for action in values.indices { total += weight(action) }
    var rest = generator.random() * total
    for action in values.indices {
      rest -= weight(action)
      if rest < 0 { return action }
    }
    return greatest
  }
}

extension Span<Float> {
  /// The place of the greatest number; the first of several.
  var greatest: Int {
    var best = 0
    for index in indices where self[index] > self[best] { best = index }
    return best
  }
}
