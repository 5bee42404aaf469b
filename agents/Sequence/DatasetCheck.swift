import Demonstrations
import Simulation

/// Checks of demonstrations of several tasks, with the sentences for those that cannot be learned from.
enum DatasetCheck {
  /// The environment that a dataset was played in.
  static func environment(of demonstrations: Demonstrations) throws(ConfigurationError) -> String {
    guard let environment = demonstrations.environment, !environment.isEmpty else {
      throw ConfigurationError(
        "The dataset \(demonstrations.name) does not say which environment it was played in; "
          + "\(SequenceDefinition.name) tells tasks apart by that.")
    }
    return environment
  }

  /// Requires datasets of different tasks, one of them the run's.
  static func checkTasks(
    of demonstrations: [Demonstrations], for environment: String
  ) throws(ConfigurationError) {
    guard !demonstrations.isEmpty else {
      throw ConfigurationError(
        "\(SequenceDefinition.name) learns from demonstrations alone, and there are none; name one dataset or several "
          + "with --demonstrations.")
    }
    var names: [String: String] = [:]
    for dataset in demonstrations {
      let task = try self.environment(of: dataset)
      if let other = names[task] {
        throw ConfigurationError(
          "The datasets \(other) and \(dataset.name) are both of \(task); merge them into one.")
      }
      names[task] = dataset.name
    }
    guard names[environment] != nil else {
      throw ConfigurationError(
        "The policy is to be evaluated in \(environment), but the demonstrations are of "
          + "\(names.keys.sorted().joined(separator: ", ")); add a dataset of \(environment), or train in one of these."
      )
    }
  }

  /// Returns the encoder of a dataset's steps.
  static func encoder(of demonstrations: Demonstrations) throws(ConfigurationError) -> StepEncoder {
    let environment = try environment(of: demonstrations)
    guard let observations = TaskFeatures(demonstrations.observationSpace) else {
      throw unseen(demonstrations)
    }
    guard observations.isUsable else {
      throw ConfigurationError(
        "The dataset \(demonstrations.name) observes \(demonstrations.observationSpace), which are more categories than "
          + "\(SequenceDefinition.name) tells apart.")
    }
    guard let actions = TaskActions(demonstrations.actionSpace), actions.isUsable else {
      throw ConfigurationError(
        "The dataset \(demonstrations.name) acts with \(demonstrations.actionSpace), but \(SequenceDefinition.name) acts "
          + "with one category or with numbers.")
    }
    return StepEncoder(SequenceTask(environment, observations, actions))
  }

  /// The error for pictures.
  static func unseen(_ demonstrations: Demonstrations) -> ConfigurationError {
    ConfigurationError(
      "The dataset \(demonstrations.name) observes \(demonstrations.observationSpace), and \(SequenceDefinition.name) "
        + "does not see pictures; choose tasks that observe numbers or categories.")
  }

  /// Requires finite rewards, of which returns are made.
  static func checkRewards(of episodes: [Episode], _ name: String) throws(ConfigurationError) {
    guard let index = episodes.firstIndex(where: { !$0.rewards.allSatisfy(\.isFinite) }) else { return }
    throw ConfigurationError(
      "The demonstrations '\(name)' hold a reward that is not finite in episode \(index); record them anew.")
  }

  /// Holds some episodes out, as is asked for.
  static func split(
    _ count: Int, _ configuration: SequenceConfiguration, _ name: String, using generator: inout RandomGenerator
  ) throws(ConfigurationError) -> EpisodeSplit {
    let split = EpisodeSplit(of: count, holdingOut: configuration.validationFraction, using: &generator)
    guard !configuration.earlyStopping || !split.heldOut.isEmpty else {
      throw ConfigurationError(
        "earlyStopping needs an episode to watch, but the dataset \(name) has only one; record more.")
    }
    return split
  }
}
