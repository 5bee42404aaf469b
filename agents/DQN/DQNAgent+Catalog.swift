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
    switch (request.environments, request.evaluationEnvironments) {
    case (.floatInt(let environments), .floatInt(let evaluation)):
      return try trainer(NumberFeatures.self, environments, evaluation, request, configuration)
    case (.intInt(let environments), .intInt(let evaluation)):
      return try trainer(CategoryFeatures.self, environments, evaluation, request, configuration)
    case (.bytesInt(let environments), .bytesInt(let evaluation)):
      return try trainer(PixelFeatures.self, environments, evaluation, request, configuration)
    default:
      throw ConfigurationError.actsWithOneCategory(name)
    }
  }

  private static func trainer<Features: FeatureEncoder>(
    _: Features.Type, _ environments: ErasedVectorEnvironment<Features.Scalar, Int>,
    _ evaluation: ErasedVectorEnvironment<Features.Scalar, Int>, _ request: TrainingRequest,
    _ configuration: DQNConfiguration
  ) throws -> any TrainingRun {
    let (environments, evaluation) = (environments.actingFromZero, evaluation.actingFromZero)
    let task = try CategoryTask<Features>(of: environments, for: name)
    var generator = request.parameterGenerator
    let smallest = FeatureLayers.smallestPicture
    guard task.features.shape.count == 1 || task.features.shape[1...].allSatisfy({ $0 >= smallest }) else {
      throw ConfigurationError(
        "\(name) needs pictures of at least \(smallest) × \(smallest), not \(environments.observationSpace.descriptor)."
      )
    }
    let agent = try DQNAgent(
      features: task.features, actionCount: task.actionCount, environmentCount: environments.count,
      configuration: configuration, using: &generator)
    return Trainer(agent, in: environments, evaluatingIn: evaluation, plan: request.plan)
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
    return switch observationSpace {
    case .box(UInt8.numPyName, _, _, _): try policy(PixelFeatures.self)
    case .box: try policy(NumberFeatures.self)
    default: try policy(CategoryFeatures.self)
    }
  }
}
