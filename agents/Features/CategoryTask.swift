import Simulation
import Training

/// A task with one category as its action, and an encoder of its observations.
struct CategoryTask<Features: FeatureEncoder> {
  /// The encoder of observations.
  let features: Features
  /// The number of actions.
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
  /// The error for environments that are acted in with numbers.
  static func actsWithOneCategory(_ agent: String) -> ConfigurationError {
    ConfigurationError(
      "\(agent) acts with one category, but this environment's actions are numbers; choose an environment with a "
        + "Discrete action space, or set a parameter that makes one, such as continuous=false or actionBins=3.")
  }
}
