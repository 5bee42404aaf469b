import Simulation
import Training

/// A task with one category as its action, and an encoder of its observations.
struct CategoryTask<Features: FeatureEncoder> {
  /// The encoder of observations.
  let features: Features
  /// The number of actions.
  let actionCount: Int

  /// Describes a task.
  ///
  /// - Parameters:
  ///   - task: The task's spaces.
  ///   - agent: The name of the agent, for errors.
  /// - Throws: `ConfigurationError` if they observe or act with something else.
  init(
    of task: TaskSpecification, for agent: String
  ) throws(ConfigurationError) {
    guard case .discrete(let actionCount, start: _) = task.actionSpace else {
      throw ConfigurationError("\(agent) acts with one category, not \(task.actionSpace).")
    }
    guard let features = Features(task.observationSpace) else {
      throw ConfigurationError("\(agent) cannot observe \(task.observationSpace).")
    }
    self.features = features
    self.actionCount = actionCount
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
