import Demonstrations
import Simulation

extension Demonstrations {
  /// The episodes that have steps, if they can be learned from in a task.
  ///
  /// - Parameters:
  ///   - observationSpace: What the task's policies observe.
  ///   - actionSpace: What they act with.
  /// - Throws: If they are of another kind, hold what cannot be observed or done, or no step at all.
  func episodes<Observation: SpaceScalar, Action: SpaceScalar>(
    observing observationSpace: SpaceDescriptor, actingIn actionSpace: SpaceDescriptor
  ) throws(ConfigurationError) -> [Episode<Observation, Action>] {
    let demonstrations = numbered(observing: observationSpace, acting: actionSpace)
    return try demonstrations.fitting(observationSpace, actionSpace)
  }

  private func fitting<Observation: SpaceScalar, Action: SpaceScalar>(
    _ observationSpace: SpaceDescriptor, _ actionSpace: SpaceDescriptor
  ) throws(ConfigurationError) -> [Episode<Observation, Action>] {
    guard self.observationSpace.isAlike(observationSpace), self.actionSpace.isAlike(actionSpace),
      let episodes = episodes.typed(Observation.self, Action.self)
    else {
      throw ConfigurationError(
        "The demonstrations '\(name)' observe \(self.observationSpace) and act with \(self.actionSpace), but the "
          + "environment observes \(observationSpace) and is acted in with \(actionSpace).")
    }
    // Numbers may lie beyond their bounds.
    return try checked(
      episodes,
      observations: Observation.self == Int.self ? observationSpace.space as? any Space<Observation> : nil,
      actions: Action.self == Int.self ? actionSpace.space as? any Space<Action> : nil)
  }

  /// Returns those of the episodes that have steps.
  ///
  /// - Parameters:
  ///   - episodes: These episodes, with the types of their numbers.
  ///   - observations: What every observation must be in; `nil` if any finite numbers will do.
  ///   - actions: What every action must be in; `nil` if any finite numbers will do.
  /// - Throws: If they hold something else, or no step at all.
  func checked<Observation: SpaceScalar, Action: SpaceScalar>(
    _ episodes: [Episode<Observation, Action>], observations: (any Space<Observation>)?,
    actions: (any Space<Action>)?
  ) throws(ConfigurationError) -> [Episode<Observation, Action>] {
    for (index, episode) in episodes.enumerated() {
      let place = "of episode \(index)"
      try require(
        episode.observations, "an observation", place, of: observationSpace, in: observations,
        rows: episode.length + 1)
      try require(episode.actions, "an action", place, of: actionSpace, in: actions, rows: episode.length)
    }
    let episodes = episodes.filter { $0.length > 0 }
    guard !episodes.isEmpty else {
      throw ConfigurationError("The demonstrations '\(name)' hold no step to learn from.")
    }
    return episodes
  }

  private func require<Scalar: SpaceScalar>(
    _ numbers: [Scalar], _ noun: String, _ place: String, of space: SpaceDescriptor,
    in domain: (any Space<Scalar>)?, rows: Int
  ) throws(ConfigurationError) {
    let size = space.scalarCount
    guard numbers.count == rows * size else {
      throw ConfigurationError(
        "The demonstrations '\(name)' hold \(numbers.count) numbers for \(rows) rows \(place), which are of \(space)."
      )
    }
    defer { withExtendedLifetime(numbers) {} }
    for row in 0..<rows {
      let element = numbers.span.extracting(row * size..<(row + 1) * size)
      guard domain?.contains(element) ?? element.indices.allSatisfy({ element[$0].floatValue.isFinite }) else {
        throw ConfigurationError(
          "The demonstrations '\(name)' hold \(noun) that is not \(domain == nil ? "finite" : "in \(space)") in "
            + "step \(row) \(place); record them anew.")
      }
    }
  }
}

extension AnyEpisodes {
  /// The episodes, if these are their scalar types.
  func typed<Observation, Action>(_: Observation.Type, _: Action.Type) -> [Episode<Observation, Action>]? {
    switch self {
    case .floatInt(let episodes): episodes as? [Episode<Observation, Action>]
    case .floatFloat(let episodes): episodes as? [Episode<Observation, Action>]
    case .intInt(let episodes): episodes as? [Episode<Observation, Action>]
    case .bytesInt(let episodes): episodes as? [Episode<Observation, Action>]
    case .bytesFloat(let episodes): episodes as? [Episode<Observation, Action>]
    }
  }
}

extension SpaceDescriptor {
  /// Returns true if elements have the same form; boxes may have other bounds, which recorded ones often do.
  fileprivate func isAlike(_ other: SpaceDescriptor) -> Bool {
    guard case .box(let scalar, let shape, _, _) = self, case .box(scalar, shape, _, _) = other else {
      return self == other
    }
    return true
  }
}

extension TrainingRequest {
  /// The steps of all demonstrations' episodes that there are to learn from.
  ///
  /// - Throws: If there are none, or some do not suit the task.
  func demonstratedEpisodes<Observation: SpaceScalar, Action: SpaceScalar>(
    for task: TaskSpecification
  ) throws(ConfigurationError) -> [Episode<Observation, Action>] {
    var all: [Episode<Observation, Action>] = []
    for demonstrations in demonstrations {
      all += try demonstrations.episodes(
        observing: task.observationSpace, actingIn: task.actionSpace)
    }
    return all
  }
}
