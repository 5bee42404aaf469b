import Simulation
import Training

/// A task in which one category is chosen at a time, with an encoder for what is observed.
struct CategoryTask<Features: FeatureEncoder> {
  /// What turns observations into the numbers that a network takes.
  let features: Features
  /// How many actions there are.
  let actionCount: Int

  /// Describes the task of some environments.
  ///
  /// - Parameters:
  ///   - environments: The environments.
  ///   - agent: The name of the agent, for errors.
  /// - Throws: `ConfigurationError` if they observe or act with something else.
  init(
    of environments: ErasedVectorEnvironment<Features.Scalar, Int>, for agent: String
  ) throws(ConfigurationError) {
    guard let actions = environments.actionSpace as? Discrete else {
      throw ConfigurationError("\(agent) acts with one category, not \(environments.actionSpace.descriptor).")
    }
    guard let features = Features(environments.observationSpace.descriptor) else {
      throw ConfigurationError("\(agent) cannot observe \(environments.observationSpace.descriptor).")
    }
    self.features = features
    actionCount = actions.count
  }
}

extension ConfigurationError {
  /// What is said of environments that are acted in with numbers.
  static func actsWithOneCategory(_ agent: String) -> ConfigurationError {
    ConfigurationError(
      "\(agent) acts with one category, but this environment's actions are numbers; choose an environment with a "
        + "Discrete action space, or set a parameter that makes one, such as continuous=false or actionBins=3.")
  }
}
