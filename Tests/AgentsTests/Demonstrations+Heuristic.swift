import Demonstrations
import Environments
import Simulation

extension Demonstrations {
  /// Some episodes of the script that an environment comes with; of chance, if it has none.
  static func recorded(in id: String, count: Int = 2) throws -> Demonstrations {
    let task = try Catalog.standard.entry(id).task()
    let policy = task.heuristic?() ?? task.randomPolicy()
    var recorder = EpisodeRecorder(policy, in: task.makeVector(count: 1), seed: 1)
    return Demonstrations(
      name: id, environment: id, observationSpace: task.observationSpace, actionSpace: task.actionSpace,
      episodes: recorder.record(count))
  }
}
