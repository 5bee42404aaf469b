import Safetensors
import Simulation
import Training

/// The sequence policy's row of the catalogue.
struct SequenceDefinition: AgentDefinition {
  /// The name, for the sentences of others.
  static let name: String = "sequence"

  var name: String { Self.name }
  let summary = "One transformer that acts in several tasks, learned from demonstrations (Chen et al. 2021)"
  let spaces = "observes numbers or categories; acts with one category or numbers"
  let presets: [Preset<SequenceConfiguration>] = []
  let learnsFrom: LearningSources = [.demonstrations, .otherTasks]
  let defaultPlan = TrainingPlan(steps: 3_000, evaluationInterval: 1_000, evaluationEpisodes: 20)

  func makeLearner(
    for request: inout TrainingRequest, _ configuration: SequenceConfiguration,
    using generator: inout RandomGenerator
  ) throws -> any Learner {
    let task = request.evaluationEnvironments.specification
    guard TaskFeatures(task.observationSpace) != nil else {
      throw ConfigurationError(
        "\(name) does not see pictures; choose an environment that observes numbers or categories.")
    }
    let learner = try SequenceLearner(
      request.demonstrations, for: request.environment, configuration: configuration, using: &generator)
    let (seen, done) = (task.observationSpace, task.actionSpace)
    guard learner.tasks[learner.task].suits(seen, done) else {
      throw ConfigurationError(
        "The demonstrations of \(request.environment) have other spaces than \(seen) and \(done), which it observes "
          + "and acts with; record them in this version of the environment.")
    }
    return learner
  }

  func policy(from file: SafetensorsFile, for task: TaskSpecification) throws -> any Policy {
    let model = try SequenceModel(from: file)
    return SequencePolicy(model, task: try model.place(of: task))
  }
}
