import Demonstrations
import Simulation

extension TrainingRequest {
  /// The episodes to imitate, once they are known to fit the environments.
  ///
  /// - Throws: If there are none, if they are of other spaces, or if a number in them is none or out of range.
  func demonstratedEpisodes<Observation, Action>(
    for agent: String, in environments: ErasedVectorEnvironment<Observation, Action>
  ) throws(ConfigurationError) -> [Episode<Observation, Action>] {
    guard !demonstrations.isEmpty else {
      throw ConfigurationError(
        "\(agent) imitates, but there is nothing to imitate; name a dataset with --demonstrations.")
    }
    var all: [Episode<Observation, Action>] = []
    for demonstrations in demonstrations {
      let episodes: [Episode<Observation, Action>] = try demonstrations.episodes(in: environments)
      for (number, episode) in episodes.enumerated() {
        try demonstrations.check(
          episode.observations, in: environments.observationSpace, "observation", ofEpisode: number)
        try demonstrations.check(episode.actions, in: environments.actionSpace, "action", ofEpisode: number)
      }
      all += episodes
    }
    return all
  }
}

extension Demonstrations {
  fileprivate func episodes<Observation, Action>(
    in environments: ErasedVectorEnvironment<Observation, Action>
  ) throws(ConfigurationError) -> [Episode<Observation, Action>] {
    let (seen, done) = (environments.observationSpace.descriptor, environments.actionSpace.descriptor)
    guard observationSpace.isLaidOut(as: seen), actionSpace.isLaidOut(as: done),
      let episodes: [Episode<Observation, Action>] = episodes.typed()
    else {
      throw ConfigurationError(
        "The demonstrations '\(name)' observe \(observationSpace) and act with \(actionSpace), but the environment "
          + "observes \(seen) and acts with \(done); choose demonstrations of this environment.")
    }
    guard episodes.contains(where: { $0.length > 0 }) else {
      let found = episodes.isEmpty ? "no episodes" : "\(episodes.count) episodes, but not a single step"
      throw ConfigurationError(
        "The demonstrations '\(name)' have \(found); choose others, or record some with `palaestra record`.")
    }
    return episodes.filter { $0.length > 0 }
  }

  fileprivate func check<Scalar>(
    _ numbers: [Scalar], in space: any Space<Scalar>, _ noun: String, ofEpisode episode: Int
  ) throws(ConfigurationError) {
    defer { withExtendedLifetime(numbers) {} }
    let size = space.scalarCount
    for start in stride(from: 0, to: numbers.count, by: size) {
      let row = numbers[start..<start + size]
      // Boxes have bounds that numbers may slightly pass; categories must be what an encoder counts on.
      let isUsable = (row as? ArraySlice<Float>).map { $0.allSatisfy(\.isFinite) }
      guard isUsable ?? space.contains(numbers.span.extracting(start..<start + size)) else {
        throw ConfigurationError(
          "Episode \(episode) of the demonstrations '\(name)' has the \(noun) \(Array(row)) in step \(start / size), "
            + "but \(space.descriptor) was expected; leave the episode out.")
      }
    }
  }
}

extension AnyEpisodes {
  /// The episodes under their scalar types; `nil` if they have others.
  fileprivate func typed<Observation, Action>() -> [Episode<Observation, Action>]? {
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
  /// Whether elements of both are laid out alike; bounds of numbers may differ.
  fileprivate func isLaidOut(as other: SpaceDescriptor) -> Bool {
    guard case .box(let scalar, let shape, _, _) = self, case .box(let otherScalar, let otherShape, _, _) = other
    else { return self == other }
    return scalar == otherScalar && shape == otherShape
  }
}
