import Agents
import Demonstrations
import Environments
import Simulation
import Training

/// A task with its demonstrations and the mean returns of random actions and of the expert.
struct SequenceCourse {
  let id: String
  let demonstrations: Demonstrations
  let random: Double
  let expert: Double
  private let rows: VectorTask

  private static let evaluationEpisodes = 100

  init(_ id: String, episodes: Int) throws {
    self.id = id
    let task = try Catalog.standard.entry(id).task()
    guard let heuristic = task.heuristic else { throw ConfigurationError("\(id) has no heuristic.") }
    rows = task.makeVector(count: Self.evaluationEpisodes)
    demonstrations = Demonstrations(
      name: "\(id)/heuristic", environment: id, observationSpace: task.observationSpace,
      actionSpace: task.actionSpace,
      episodes: task.makeVector(count: min(episodes, 100)).recording(of: heuristic(), count: episodes, seed: 0))
    random = try rows.evaluation(of: task.randomPolicy()).meanReturn
    expert = try rows.evaluation(of: heuristic()).meanReturn
  }

  /// The normalized return: 0 for random actions, 1 for the expert.
  func normalized(_ meanReturn: Double) -> Double { (meanReturn - random) / (expert - random) }

  /// The mean return of a learner's policy for the task.
  func meanReturn(of learner: SequenceLearner) throws -> Double {
    guard let policy = learner.policy(for: id) else { throw ConfigurationError("The policy does not know \(id).") }
    return try rows.evaluation(of: policy).meanReturn
  }
}
