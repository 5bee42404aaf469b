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
    let recorded = task.makeVector(count: 1).accept(Recording(policy: policy, count: count))
    let episodes = try #require(recorded)
    return Demonstrations(
      name: id, environment: id, observationSpace: task.observationSpace, actionSpace: task.actionSpace,
      episodes: episodes)
  }
}

private struct Recording: VectorEnvironmentVisitor {
  let policy: any Policy
  let count: Int

  func visit<Observation, Action>(
    _ environments: ErasedVectorEnvironment<Observation, Action>
  ) -> AnyEpisodes? {
    guard let policy = policy as? any Policy<Observation, Action> else { return nil }
    var recorder = EpisodeRecorder(policy, in: environments, seed: 1)
    return AnyEpisodes(recorder.record(count))
  }
}
