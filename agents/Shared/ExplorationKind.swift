import Simulation

/// The kind of exploration, as settings name it.
public enum ExplorationKind: String, NamedChoice {
  /// A random action with probability `epsilon`.
  case epsilonGreedy
  /// Each action by the exponential of its value over `temperature`.
  case boltzmann

  /// An exploration.
  public static let noun = "exploration"
}
