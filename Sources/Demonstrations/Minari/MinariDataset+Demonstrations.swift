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
    for (index, episode) in zip(indices, episodes) {
      if let problem = episode.problem(observing: metadata.observationSpace, acting: metadata.actionSpace) {
        throw DatasetError("\(url.relativePath) cannot be learned from: episode \(index), \(problem).")
      }
    }
    return Demonstrations(
      name: metadata.id, environment: metadata.environment, observationSpace: metadata.observationSpace,
      actionSpace: metadata.actionSpace, episodes: episodes)
  }

  /// Reads episodes, whatever they are made of.
  ///
  /// - Parameter indices: Their numbers.
  /// - Throws: A ``DatasetError`` if one is damaged, or made of what is not read.
  public func episodes(_ indices: some Sequence<Int>) throws(DatasetError) -> [Episode] {
    var allowance = allowance
    var episodes: [Episode] = []
    for index in indices { episodes.append(try episode(index, within: &allowance)) }
    return episodes
  }
}
