import Simulation

extension MinariDataset {
  /// Reads all episodes, to be learned from.
  ///
  /// - Throws: A ``DatasetError`` if there are none, if one is damaged, or if a number in it is not finite or not in its
  ///   space.
  public func demonstrations() throws(DatasetError) -> Demonstrations {
    guard episodeCount > 0 else {
      throw DatasetError("\(url.relativePath) has no episodes to learn from; record some with `palaestra record`.")
    }
    return try demonstrations(Array(0..<episodeCount))
  }

  /// Reads episodes, to be learned from or played again.
  ///
  /// - Parameter indices: Their numbers.
  /// - Throws: A ``DatasetError`` if one is damaged, or if a number in it is not finite or not in its space.
  public func demonstrations(_ indices: [Int]) throws(DatasetError) -> Demonstrations {
    let episodes = try episodes(indices)
    if let problem = episodes.problem(observing: metadata.observationSpace, acting: metadata.actionSpace, indices) {
      throw DatasetError("\(url.relativePath) cannot be learned from: \(problem).")
    }
    return Demonstrations(
      name: metadata.id, environment: metadata.environment, observationSpace: metadata.observationSpace.asRead,
      actionSpace: metadata.actionSpace.asRead, episodes: episodes)
  }

  /// Reads episodes, whatever they are made of.
  ///
  /// - Parameter indices: Their numbers.
  /// - Throws: A ``DatasetError`` if one is damaged, or if environments exchange nothing of the kind.
  public func episodes(_ indices: some Sequence<Int>) throws(DatasetError) -> AnyEpisodes {
    var allowance = allowance
    return try episodes(indices, within: &allowance)
  }

  func episodes(
    _ indices: some Sequence<Int>, within allowance: inout UnfoldingAllowance
  ) throws(DatasetError) -> AnyEpisodes {
    switch (metadata.observationSpace.readKind, metadata.actionSpace.readKind) {
    case (.float32, .int64): .floatInt(try read(indices, within: &allowance))
    case (.float32, .float32): .floatFloat(try read(indices, within: &allowance))
    case (.int64, .int64): .intInt(try read(indices, within: &allowance))
    case (.uint8, .int64): .bytesInt(try read(indices, within: &allowance))
    case (.uint8, .float32): .bytesFloat(try read(indices, within: &allowance))
    default:
      throw DatasetError(
        "\(url.relativePath) has observations of \(metadata.observationSpace) and actions of "
          + "\(metadata.actionSpace), which no environment exchanges.")
    }
  }

  private func read<Observation, Action>(
    _ indices: some Sequence<Int>, within allowance: inout UnfoldingAllowance
  ) throws(DatasetError) -> [Episode<Observation, Action>] {
    var episodes: [Episode<Observation, Action>] = []
    for index in indices { episodes.append(try episode(index, within: &allowance)) }
    return episodes
  }
}

extension AnyEpisodes {
  /// Returns the first fault of the episodes to learn from, which have these numbers; `nil` if there is none.
  fileprivate func problem(
    observing observationSpace: SpaceDescriptor, acting actionSpace: SpaceDescriptor, _ indices: [Int]
  ) -> String? {
    func problem<Observation, Action>(_ episodes: [Episode<Observation, Action>]) -> String? {
      for (index, episode) in zip(indices, episodes) {
        if let problem = episode.problem(observing: observationSpace, acting: actionSpace) {
          return "episode \(index), \(problem)"
        }
      }
      return nil
    }
    return switch self {
    case .floatInt(let episodes): problem(episodes)
    case .floatFloat(let episodes): problem(episodes)
    case .intInt(let episodes): problem(episodes)
    case .bytesInt(let episodes): problem(episodes)
    case .bytesFloat(let episodes): problem(episodes)
    }
  }
}
