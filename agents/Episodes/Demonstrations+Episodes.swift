import Demonstrations
import Simulation

extension Demonstrations {
  /// Returns the episodes that have steps, in the layouts of a task, if they can be learned from in it.
  ///
  /// - Throws: If they are of another kind, hold what cannot be observed or done, or no step at all.
  func episodes(for task: TaskSpecification) throws(ConfigurationError) -> [Episode] {
    let demonstrations = numbered(observing: task.observationSpace, acting: task.actionSpace)
    guard demonstrations.observationSpace.hasSameElements(as: task.observationSpace),
      demonstrations.actionSpace.hasSameElements(as: task.actionSpace)
    else {
      throw ConfigurationError(
        "The demonstrations '\(name)' observe \(observationSpace) and act with \(actionSpace), but the environment "
          + "observes \(task.observationSpace) and is acted in with \(task.actionSpace).")
    }
    return try demonstrations.checked(as: task)
  }

  /// Returns those of the episodes that have steps, in the layouts of a task.
  ///
  /// Numbers may lie beyond their bounds.
  ///
  /// - Throws: If they hold something else, or no step at all.
  func checked(as task: TaskSpecification) throws(ConfigurationError) -> [Episode] {
    var found: [Episode] = []
    for (index, episode) in episodes.enumerated() {
      let place = "of episode \(index)"
      let observations = try require(
        episode.observations, "observation", place, in: task.observationSpace, task.observationLayout)
      let actions = try require(episode.actions, "action", place, in: task.actionSpace, task.actionLayout)
      guard episode.length > 0 else { continue }
      found.append(
        Episode(
          observations: observations, actions: actions, rewards: episode.rewards, ending: episode.ending,
          seed: episode.seed))
    }
    guard !found.isEmpty else {
      throw ConfigurationError("The demonstrations '\(name)' hold no step to learn from.")
    }
    return found
  }

  private func require(
    _ rows: RowBuffer, _ noun: String, _ place: String, in space: SpaceDescriptor, _ layout: RowLayout
  ) throws(ConfigurationError) -> RowBuffer {
    guard let rows = rows.converted(to: layout) else {
      throw ConfigurationError(
        "The demonstrations '\(name)' hold rows of \(rows.layout) \(place), which are not of \(space).")
    }
    if let fault = space.demonstrationFault(in: rows) {
      throw ConfigurationError(
        "The demonstrations '\(name)' cannot be learned from: in step \(fault.row) \(place) the \(noun) \(fault.reason); "
          + "record them anew.")
    }
    return rows
  }
}

extension TrainingRequest {
  /// The episodes of all demonstrations that there are to learn from.
  ///
  /// - Throws: If there are none, or some do not suit the task.
  func demonstratedEpisodes(for task: TaskSpecification) throws(ConfigurationError) -> [Episode] {
    var all: [Episode] = []
    for demonstrations in demonstrations { all += try demonstrations.episodes(for: task) }
    return all
  }
}
