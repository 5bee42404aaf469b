import NeuralNet
import Safetensors
import Simulation
import Training

/// DQN's row of the catalogue.
enum DQNCatalog {
  static let name = "dqn"

  static var entry: AgentEntry {
    AgentEntry(
      name: name, summary: "Deep Q-learning with a replay and a target network (Mnih et al. 2015)",
      spaces: "observes numbers, categories or pixels; acts with one category",
      presets: DQNPresets.all, prepare: prepare, loadPolicy: loadPolicy)
  }

  private static func prepare(
    _ request: TrainingRequest, _ configuration: DQNConfiguration
  ) throws -> any TrainingRun {
    let task = request.environments.specification
    guard task.actionLayout.kind == .int64 else { throw ConfigurationError.actsWithOneCategory(name) }
    guard let features = task.observationSpace.featureEncoder else {
      throw ConfigurationError("\(name) cannot observe \(task.observationSpace).")
    }
    return try trainer(features, request, configuration)
  }

  private static func trainer<Features: FeatureEncoder>(
    _: Features.Type, _ request: TrainingRequest, _ configuration: DQNConfiguration
  ) throws -> any TrainingRun {
    let environments = request.environments.actingFromZero
    let task = try CategoryTask<Features>(of: environments.specification, for: name)
    var generator = request.parameterGenerator
    let smallest = FeatureLayers.smallestPicture
    guard task.features.shape.count == 1 || task.features.shape[1...].allSatisfy({ $0 >= smallest }) else {
      throw ConfigurationError(
        "\(name) needs pictures of at least \(smallest) × \(smallest), not \(environments.specification.observationSpace)."
      )
    }
    let agent = try DQNAgent(
      features: task.features, actionCount: task.actionCount, environmentCount: environments.count,
      configuration: configuration, using: &generator)
    return Trainer(
      agent, in: environments, evaluatingIn: request.evaluationEnvironments.actingFromZero, plan: request.plan)
  }

  static func loadPolicy(_ file: SafetensorsFile, _ task: PolicyTask) throws -> any Policy {
    let observationSpace = task.observationSpace
    guard case .discrete(let actionCount, let start) = task.actionSpace else {
      throw PolicyFileError("Its network values categories, but the environment acts with \(task.actionSpace).")
    }
    func policy<Features: FeatureEncoder>(_: Features.Type) throws -> any Policy {
      try DQNPolicy<Features>(from: file, observationSpace: observationSpace, actionCount: actionCount)
        .counting(from: start)
    }
    guard let features = observationSpace.featureEncoder else {
      throw PolicyFileError("No network takes observations of \(observationSpace).")
    }
    return try policy(features)
  }
}
