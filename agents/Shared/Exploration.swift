/// The exploration of an agent at a moment: its departure from the best action that it knows.
public enum Exploration: Sendable, Equatable {
  /// A random action with probability ε, else a best one.
  case epsilonGreedy(Double)
  /// Each action with a probability proportional to exp(Q / temperature).
  case boltzmann(temperature: Double)
}
