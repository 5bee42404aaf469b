import Safetensors
import Simulation
import Training

/// GAIL's row of the catalogue.
enum GAILCatalog {
  static let name = "gail"

  static var entry: AgentEntry {
    AgentEntry(
      name: name, summary: "Adversarial imitation with deep Q-learning (Ho and Ermon 2016)",
      spaces: "observes numbers or categories; acts with one category; imitates demonstrations",
      parameters: ConfigurationOverrides.parameters(of: GAILConfiguration()),
      learnsFrom: [.acting, .demonstrations], presets: GAILPresets.all.map { ($0.name, $0.plan) },
      // What was learned is a policy of DQN.
      prepare: prepare, loadPolicy: DQNCatalog.loadPolicy,
      settings: { preset, overrides in
        let parameters = ConfigurationOverrides.parameters(of: try configuration(preset, overrides))
        return Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0.defaultValue) })
      })
  }

  private static func configuration(
    _ preset: String?, _ overrides: ConfigurationOverrides
  ) throws -> GAILConfiguration {
    let base = GAILPresets.all.first { $0.name == preset }?.configuration ?? GAILConfiguration()
    let configuration = try overrides.applied(to: base)
    try configuration.validate()
    return configuration
  }

  private static func prepare(_ request: TrainingRequest) throws -> any TrainingRun {
    guard !request.demonstrations.isEmpty else {
      throw ConfigurationError("\(name) learns from demonstrations; give them with --demonstrations.")
    }
    switch (request.environments, request.evaluationEnvironments) {
    case (.floatInt(let environments), .floatInt(let evaluation)):
      return try trainer(NumberFeatures.self, environments, evaluation, request)
    case (.intInt(let environments), .intInt(let evaluation)):
      return try trainer(CategoryFeatures.self, environments, evaluation, request)
    case (.bytesInt, _):
      throw ConfigurationError(
        "\(name) observes numbers or categories, but this environment shows pictures; choose one that shows numbers."
      )
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
    let configuration = try configuration(request.preset, request.overrides)
    let episodes = try request.demonstratedEpisodes(for: environments)
    // A stream of its own: the first weights do not depend on what is drawn while acting.
    var seeds = SeedSequence(seed: request.plan.seed)
    var generator = RandomGenerator(seeds.spawn(2)[1])
    let agent = try GAILAgent(
      imitating: episodes, features: features, actionCount: actions.count, environmentCount: environments.count,
      configuration: configuration, using: &generator)
    return Trainer(agent, in: environments, evaluatingIn: evaluation, plan: request.plan)
  }
}
