import Demonstrations
import Simulation

extension Demonstrations {
  /// The episodes, if they can be learned from in a task.
  ///
  /// - Parameters:
  ///   - observationSpace: What the task's policies observe.
  ///   - actionSpace: What they act with.
  /// - Throws: If they are of another kind, or hold what cannot be observed or done.
  func episodes<Observation: SpaceScalar, Action: SpaceScalar>(
    observing observationSpace: any Space<Observation>, actingIn actionSpace: any Space<Action>
  ) throws(ConfigurationError) -> [Episode<Observation, Action>] {
    guard self.observationSpace.isAlike(observationSpace.descriptor),
      self.actionSpace.isAlike(actionSpace.descriptor),
      let episodes = episodes.typed(Observation.self, Action.self)
    else {
      throw ConfigurationError(
        "The demonstrations '\(name)' observe \(self.observationSpace) and act with \(self.actionSpace), but the "
          + "environment observes \(observationSpace.descriptor) and is acted in with \(actionSpace.descriptor).")
    }
    for (index, episode) in episodes.enumerated() {
      try require(
        episode.observations, "an observation", ofEpisode: index, in: observationSpace, rows: episode.length + 1)
      try require(episode.actions, "an action", ofEpisode: index, in: actionSpace, rows: episode.length)
    }
    return episodes
  }

  /// Refuses what is not of a space; numbers may lie beyond its bounds, but must be numbers.
  private func require<Scalar: SpaceScalar>(
    _ numbers: [Scalar], _ noun: String, ofEpisode episode: Int, in space: any Space<Scalar>, rows: Int
  ) throws(ConfigurationError) {
    let size = space.scalarCount
    guard numbers.count == rows * size else {
      throw ConfigurationError(
        "The demonstrations '\(name)' hold \(numbers.count) numbers for \(rows) rows of \(space.descriptor) in episode "
          + "\(episode).")
    }
    defer { withExtendedLifetime(numbers) {} }
    let isBox = Scalar.self != Int.self
    for row in 0..<rows {
      let element = numbers.span.extracting(row * size..<(row + 1) * size)
      let isFine = isBox ? element.indices.allSatisfy { element[$0].floatValue.isFinite } : space.contains(element)
      guard isFine else {
        throw ConfigurationError(
          "The demonstrations '\(name)' hold \(noun) that is \(isBox ? "not finite" : "not in \(space.descriptor)") in "
            + "step \(row) of episode \(episode); record them anew.")
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
  /// Whether elements have the same form; boxes may have other bounds, which recorded ones often do.
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
  /// - Throws: If there are none, or some do not suit the environments.
  func demonstratedEpisodes<Observation: SpaceScalar, Action: SpaceScalar>(
    for environments: ErasedVectorEnvironment<Observation, Action>
  ) throws(ConfigurationError) -> [Episode<Observation, Action>] {
    var all: [Episode<Observation, Action>] = []
    for demonstrations in demonstrations {
      let episodes = try demonstrations.episodes(
        observing: environments.observationSpace, actingIn: environments.actionSpace)
      guard episodes.contains(where: { $0.length > 0 }) else {
        throw ConfigurationError("The demonstrations '\(demonstrations.name)' hold no step to learn from.")
      }
      all += episodes.filter { $0.length > 0 }
    }
    return all
  }
}
