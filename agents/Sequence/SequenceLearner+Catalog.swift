import Safetensors
import Simulation
import Training

/// The sequence policy's row of the catalogue.
enum SequenceCatalog {
  static let name = "sequence"

  static var entry: AgentEntry {
    AgentEntry(
      name: name,
      summary: "One transformer that acts in several tasks, learned from demonstrations (Chen et al. 2021)",
      spaces: "observes numbers or categories; acts with one category or numbers",
      presets: [], learnsFrom: [.demonstrations, .otherTasks],
      defaultPlan: TrainingPlan(steps: 3_000, evaluationInterval: 1_000, evaluationEpisodes: 20),
      prepare: prepare, loadPolicy: loadPolicy)
  }

  private static func prepare(
    _ request: TrainingRequest, _ configuration: SequenceConfiguration
  ) throws -> any TrainingRun {
    let task = request.evaluationEnvironments.specification
    guard let observation = task.observationLayout.kind?.spaceScalar, observation != UInt8.self,
      let action = task.actionLayout.kind?.spaceScalar
    else {
      throw ConfigurationError(
        "\(name) does not see pictures; choose an environment that observes numbers or categories.")
    }
    return try trainer(observation, action, request, configuration)
  }

  private static func trainer<Observation: SpaceScalar, Action: SpaceScalar>(
    _: Observation.Type, _: Action.Type, _ request: TrainingRequest, _ configuration: SequenceConfiguration
  ) throws -> any TrainingRun {
    var generator = request.parameterGenerator
    let learner = try SequenceLearner<Observation, Action>(
      request.demonstrations, for: request.environment, configuration: configuration, using: &generator)
    let task = request.evaluationEnvironments.specification
    let (seen, done) = (task.observationSpace, task.actionSpace)
    guard learner.tasks[learner.task].suits(seen, done) else {
      throw ConfigurationError(
        "The demonstrations of \(request.environment) have other spaces than \(seen) and \(done), which it observes "
          + "and acts with; record them in this version of the environment.")
    }
    return Trainer(learner, evaluatingIn: request.evaluationEnvironments, plan: request.plan)
  }

  private static func loadPolicy(_ file: SafetensorsFile, _ task: PolicyTask) throws -> any Policy {
    let model = try SequenceModel(from: file)
    let place = try model.place(of: task)
    let found: [(any Policy)?] = [
      SequencePolicy<Float, Int>(model, task: place), SequencePolicy<Float, Float>(model, task: place),
      SequencePolicy<Int, Int>(model, task: place), SequencePolicy<Int, Float>(model, task: place),
    ]
    guard let policy = found.lazy.compactMap({ $0 }).first else {
      throw PolicyFileError("It knows \(model.network.tasks[place].environment), but not how to act in it.")
    }
    return policy
  }
}
