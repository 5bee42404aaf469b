import Safetensors
import Simulation
import Training

/// CLM's row of the catalogue.
enum CLMCatalog {
  static let name = "clm"

  static var entry: AgentEntry {
    AgentEntry(
      name: name, summary: "Creative learning model: DQN, a generator and a discriminator that teach each other",
      spaces: "observes numbers; acts with one category",
      parameters: ConfigurationOverrides.parameters(of: CLMConfiguration()),
      presets: CLMPresets.all.map { ($0.name, $0.plan) },
      // What was learned is a policy of DQN.
      prepare: prepare, loadPolicy: DQNCatalog.loadPolicy,
      settings: { preset, overrides in
        let parameters = ConfigurationOverrides.parameters(of: try configuration(preset, overrides))
        return Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0.defaultValue) })
      })
  }

  private static func configuration(
    _ preset: String?, _ overrides: ConfigurationOverrides
  ) throws -> CLMConfiguration {
    let base = CLMPresets.all.first { $0.name == preset }?.configuration ?? CLMConfiguration()
    let configuration = try overrides.applied(to: base)
    try configuration.validate()
    return configuration
  }

  private static func prepare(_ request: TrainingRequest) throws -> any TrainingRun {
    let environments: ErasedVectorEnvironment<Float, Int>
    let evaluation: ErasedVectorEnvironment<Float, Int>
    switch (request.environments, request.evaluationEnvironments) {
    case (.floatInt(let first), .floatInt(let second)): (environments, evaluation) = (first, second)
    case (.intInt, _), (.bytesInt, _):
      throw ConfigurationError(
        "\(name) imagines states made of numbers, but this environment shows pictures or categories; choose one that "
          + "observes a Box of numbers.")
    default:
      throw ConfigurationError(
        "\(name) acts with one category, but this environment's actions are numbers; choose an environment with a "
          + "Discrete action space.")
    }
    guard let actions = environments.actionSpace as? Discrete else {
      throw ConfigurationError("\(name) acts with one category, not \(environments.actionSpace.descriptor).")
    }
    guard let features = NumberFeatures(environments.observationSpace.descriptor) else {
      throw ConfigurationError("\(name) cannot observe \(environments.observationSpace.descriptor).")
    }
    // A stream of its own: the first weights do not depend on what is drawn while acting.
    var seeds = SeedSequence(seed: request.plan.seed)
    var generator = RandomGenerator(seeds.spawn(2)[1])
    let agent = try CLMAgent(
      features: features, actionCount: actions.count, environmentCount: environments.count,
      configuration: try configuration(request.preset, request.overrides), using: &generator)
    return Trainer(agent, in: environments, evaluatingIn: evaluation, plan: request.plan)
  }
}
