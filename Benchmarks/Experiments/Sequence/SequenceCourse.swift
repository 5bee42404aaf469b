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
  private let rows: AnyVectorEnvironment

  private static let evaluationEpisodes = 100

  init(_ id: String, episodes: Int) throws {
    self.id = id
    let task = try Catalog.entry(id).task()
    guard let heuristic = task.heuristic else { throw ConfigurationError("\(id) has no heuristic.") }
    rows = task.makeVector(count: Self.evaluationEpisodes)
    let recording = RecordingVisitor(policy: heuristic(), count: episodes, seed: 0)
    demonstrations = Demonstrations(
      name: "\(id)/heuristic", environment: id, observationSpace: task.observationSpace,
      actionSpace: task.actionSpace, episodes: try task.makeVector(count: min(episodes, 100)).accept(recording))
    random = try rows.accept(EvaluationVisitor(policy: task.randomPolicy())).meanReturn
    expert = try rows.accept(EvaluationVisitor(policy: heuristic())).meanReturn
  }

  /// The normalized return: 0 for random actions, 1 for the expert.
  func normalized(_ meanReturn: Double) -> Double { (meanReturn - random) / (expert - random) }

  /// The mean return of a learner's policy for the task.
  func meanReturn(of learner: SequenceLearner<Float, Int>) throws -> Double {
    try rows.accept(Examination(learner: learner, id: id))
  }

  /// An evaluation of a learner's policy for a task.
  private struct Examination: VectorEnvironmentVisitor {
    let learner: SequenceLearner<Float, Int>
    let id: String

    func visit<Observation, Action>(
      _ environments: ErasedVectorEnvironment<Observation, Action>
    ) throws(ConfigurationError) -> Double {
      let policy: SequencePolicy<Observation, Action>? = learner.policy(for: id)
      guard let policy else { throw ConfigurationError("The policy does not know \(id).") }
      return try EvaluationVisitor(policy: policy).visit(environments).meanReturn
    }
  }
}
