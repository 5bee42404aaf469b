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
      parameters: ConfigurationOverrides.parameters(of: DQNConfiguration()),
      presets: DQNPresets.all.map { ($0.name, $0.plan) },
      prepare: prepare, loadPolicy: loadPolicy,
      settings: { preset, overrides in
        let parameters = ConfigurationOverrides.parameters(of: try configuration(preset, overrides))
        return Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0.defaultValue) })
      })
  }

  private static func configuration(
    _ preset: String?, _ overrides: ConfigurationOverrides
  ) throws -> DQNConfiguration {
    let base = DQNPresets.all.first { $0.name == preset }?.configuration ?? DQNConfiguration()
    let configuration = try overrides.applied(to: base)
    try configuration.validate()
    return configuration
  }

  private static func prepare(_ request: TrainingRequest) throws -> any TrainingRun {
    switch (request.environments, request.evaluationEnvironments) {
    case (.floatInt(let environments), .floatInt(let evaluation)):
      return try trainer(NumberFeatures.self, environments, evaluation, request)
    case (.intInt(let environments), .intInt(let evaluation)):
      return try trainer(CategoryFeatures.self, environments, evaluation, request)
    case (.bytesInt(let environments), .bytesInt(let evaluation)):
      return try trainer(PixelFeatures.self, environments, evaluation, request)
    default:
      throw ConfigurationError(
        "\(name) acts with one category, but this environment's actions are numbers; choose an environment with a "
          + "Discrete action space.")
    }
  }

  private static func trainer<Features: FeatureEncoder>(
    _: Features.Type, _ environments: ErasedVectorEnvironment<Features.Scalar, Int>,
    _ evaluation: ErasedVectorEnvironment<Features.Scalar, Int>, _ request: TrainingRequest
  ) throws -> any TrainingRun {
    guard let actions = environments.actionSpace as? Discrete else {
      throw ConfigurationError("\(name) acts with one category, not \(environments.actionSpace.descriptor).")
    }
    guard let features = Features(environments.observationSpace.descriptor) else {
      throw ConfigurationError("\(name) cannot observe \(environments.observationSpace.descriptor).")
    }
    // A stream of its own: the first weights do not depend on what is drawn while acting.
    var seeds = SeedSequence(seed: request.plan.seed)
    var generator = RandomGenerator(seeds.spawn(2)[1])
    let smallest = FeatureLayers.smallestPicture
    guard features.shape.count == 1 || features.shape[1...].allSatisfy({ $0 >= smallest }) else {
      throw ConfigurationError(
        "\(name) needs pictures of at least \(smallest) × \(smallest), not \(environments.observationSpace.descriptor)."
      )
    }
    let agent = try DQNAgent(
      features: features, actionCount: actions.count, environmentCount: environments.count,
      configuration: try configuration(request.preset, request.overrides), using: &generator)
    return Trainer(agent, in: environments, evaluatingIn: evaluation, plan: request.plan)
  }

  static func loadPolicy(_ file: SafetensorsFile, _ task: PolicyTask) throws -> any Policy {
    let observationSpace = task.observationSpace
    guard case .discrete(let actionCount, 0) = task.actionSpace else {
      throw PolicyFileError("Its network values categories, but the environment acts with \(task.actionSpace).")
    }
    func policy<Features: FeatureEncoder>(_: Features.Type) throws -> DQNPolicy<Features> {
      try DQNPolicy(from: file, observationSpace: observationSpace, actionCount: actionCount)
    }
    return switch observationSpace {
    case .box(UInt8.numPyName, _, _, _): try policy(PixelFeatures.self)
    case .box: try policy(NumberFeatures.self)
    default: try policy(CategoryFeatures.self)
    }
  }
}
