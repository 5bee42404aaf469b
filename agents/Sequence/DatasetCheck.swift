import Demonstrations
import Simulation

/// Whether demonstrations can be learned from, and the sentences for those that cannot.
enum DatasetCheck {
  /// The environment that a dataset was played in.
  static func environment(of demonstrations: Demonstrations) throws(ConfigurationError) -> String {
    guard let environment = demonstrations.environment, !environment.isEmpty else {
      throw ConfigurationError(
        "The dataset \(demonstrations.name) does not say which environment it was played in; "
          + "\(SequenceCatalog.name) tells tasks apart by that.")
    }
    return environment
  }

  /// Requires datasets of different tasks, one of them the run's.
  static func checkTasks(
    of demonstrations: [Demonstrations], for environment: String
  ) throws(ConfigurationError) {
    guard !demonstrations.isEmpty else {
      throw ConfigurationError(
        "\(SequenceCatalog.name) learns from demonstrations alone, and there are none; name one dataset or several "
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

  /// The episodes that have steps, of whose numbers all are as the spaces say.
  static func usable<Observation: SpaceScalar, Action: SpaceScalar>(
    _ episodes: [Episode<Observation, Action>], _ observations: TokenEncoding, _ actions: TokenEncoding,
    _ name: String
  ) throws(ConfigurationError) -> [Episode<Observation, Action>] {
    for (index, episode) in episodes.enumerated() where episode.length > 0 {
      guard episode.observationSize == observations.scalarCount, episode.actionSize == actions.scalarCount else {
        throw ConfigurationError(
          "Episode \(index) of the dataset \(name) has observations of \(episode.observationSize) and actions of "
            + "\(episode.actionSize) numbers, but its spaces ask for \(observations.scalarCount) and "
            + "\(actions.scalarCount).")
      }
      let problem =
        !episode.rewards.allSatisfy(\.isFinite)
        ? "a reward" : !observations.accepts(episode.observations) ? "an observation" : nil
      if let problem = problem ?? (actions.accepts(episode.actions) ? nil : "an action") {
        throw ConfigurationError(
          "Episode \(index) of the dataset \(name) has \(problem) that is no finite number of its space; remove that "
            + "episode.")
      }
    }
    let usable = episodes.filter { $0.length > 0 }
    guard !usable.isEmpty else {
      throw ConfigurationError("The dataset \(name) has no episode with a step to learn from.")
    }
    return usable
  }

  /// How many of some episodes are held out: the share that is asked for, at least one and not all.
  static func heldOutCount(
    of count: Int, _ configuration: SequenceConfiguration, _ name: String
  ) throws(ConfigurationError) -> Int {
    guard configuration.validationFraction > 0, count > 1 else {
      guard !configuration.earlyStopping else {
        throw ConfigurationError(
          "earlyStopping needs an episode to watch, but the dataset \(name) has only one; record more.")
      }
      return 0
    }
    return min(max(Int((configuration.validationFraction * Double(count)).rounded()), 1), count - 1)
  }
}
