import Simulation

extension Demonstrations {
  /// Returns the episodes with their categories numbered as a task numbers them, if that differs by where they start
  /// alone.
  ///
  /// - Parameters:
  ///   - observationSpace: The space of observations in the task.
  ///   - actionSpace: The space of actions in the task.
  public func numbered(observing observationSpace: SpaceDescriptor, acting actionSpace: SpaceDescriptor) -> Self {
    let observed = self.observationSpace.distances(to: observationSpace)
    let acted = self.actionSpace.distances(to: actionSpace)
    guard observed != nil || acted != nil else { return self }
    return Demonstrations(
      name: name, environment: environment,
      observationSpace: observed == nil ? self.observationSpace : observationSpace,
      actionSpace: acted == nil ? self.actionSpace : actionSpace, episodes: episodes.moved(by: observed, acted))
  }
}

extension SpaceDescriptor {
  /// Returns the distance from each category of an element to the same one of another space; `nil` if the spaces are
  /// the same, or differ in more than where their categories start.
  func distances(to other: SpaceDescriptor) -> [Int]? {
    guard self != other, let ranges, let others = other.ranges, ranges.map(\.count) == others.map(\.count) else {
      return nil
    }
    var distances: [Int] = []
    for (range, other) in zip(ranges, others) {
      let (distance, isTooFar) = other.lowerBound.subtractingReportingOverflow(range.lowerBound)
      guard !isTooFar else { return nil }
      distances.append(distance)
    }
    return distances
  }

  /// Returns true if elements differ from those of another space by where their categories start, if at all.
  public func isNumbered(like other: SpaceDescriptor) -> Bool {
    hasSameElements(as: other) || distances(to: other) != nil
  }
}

extension AnyEpisodes {
  /// Returns the episodes with a number added to each category of an observation and of an action.
  fileprivate func moved(by observed: [Int]?, _ acted: [Int]?) -> AnyEpisodes {
    func moved<Observation, Action>(_ episodes: [Episode<Observation, Action>]) -> [Episode<Observation, Action>] {
      episodes.map { episode in
        Episode(
          observations: Self.moved(episode.observations, by: observed),
          actions: Self.moved(episode.actions, by: acted), rewards: episode.rewards, ending: episode.ending,
          seed: episode.seed)
      }
    }
    return switch self {
    case .floatInt(let episodes): .floatInt(moved(episodes))
    case .floatFloat(let episodes): .floatFloat(moved(episodes))
    case .intInt(let episodes): .intInt(moved(episodes))
    case .bytesInt(let episodes): .bytesInt(moved(episodes))
    case .bytesFloat(let episodes): .bytesFloat(moved(episodes))
    }
  }

  private static func moved<Scalar: SpaceScalar>(_ numbers: [Scalar], by distances: [Int]?) -> [Scalar] {
    guard let distances, let categories = numbers as? [Int] else { return numbers }
    let moved = categories.enumerated().map { $1 &+ distances[$0 % distances.count] }
    return moved as? [Scalar] ?? numbers
  }
}
