import Simulation

/// How an agent departs from the best action that it knows, as settings name it.
public enum ExplorationKind: String, NamedChoice {
  /// A random action with probability `epsilon`.
  case epsilonGreedy
  /// Each action by the exponential of its value over `temperature`.
  case boltzmann

  /// An exploration.
  public static let noun = "exploration"
}
