import Demonstrations
import Environments
import Simulation
import Testing

extension Demonstrations {
  /// Some episodes of the script that an environment comes with; of chance, if it has none.
  static func recorded(in id: String, count: Int = 2) throws -> Demonstrations {
    let task = try Catalog.entry(id).task()
    let policy = task.heuristic?() ?? task.randomPolicy()
    // Not asked within `#require`, which would write out the bounds of every pixel.
    let recorded = AnyEpisodes(playing: policy, in: task.makeVector(count: 1), count: count, seed: 1)
    let episodes = try #require(recorded)
    return Demonstrations(
      name: id, environment: id, observationSpace: task.observationSpace, actionSpace: task.actionSpace,
      episodes: episodes)
  }
}
