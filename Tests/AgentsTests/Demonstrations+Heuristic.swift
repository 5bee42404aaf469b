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
    let recorded = AnyEpisodes.played(by: policy, in: task.makeVector(count: 1), count: count, seed: 1)
    let episodes = try #require(recorded)
    return Demonstrations(
      name: id, environment: id, observationSpace: task.observationSpace, actionSpace: task.actionSpace,
      episodes: episodes)
  }
}

extension AnyEpisodes {
  /// Some episodes of environments that may exchange any numbers; `nil` if no episodes are of such.
  static func played(
    by policy: any Policy, in environments: VectorTask, count: Int, seed: UInt64, stepLimit: Int = 10_000
  ) -> AnyEpisodes? {
    func play<Observation: SpaceScalar, Action: SpaceScalar>(_: Observation.Type, _: Action.Type) -> AnyEpisodes? {
      var recorder = EpisodeRecorder<Observation, Action>(
        policy, in: environments, seed: seed, stepLimit: stepLimit)
      return AnyEpisodes(recorder.record(count))
    }
    let task = environments.specification
    guard let observation = task.observationLayout.kind?.spaceScalar,
      let action = task.actionLayout.kind?.spaceScalar
    else { return nil }
    return play(observation, action)
  }
}
