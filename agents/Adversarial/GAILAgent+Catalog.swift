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
      presets: GAILPresets.all, learnsFrom: [.acting, .demonstrations],
      // What was learned is a policy of DQN.
      prepare: prepare, loadPolicy: DQNCatalog.loadPolicy)
  }

  private static func prepare(
    _ request: TrainingRequest, _ configuration: GAILConfiguration
  ) throws -> any TrainingRun {
    try request.requireDemonstrations(for: name)
    switch (request.environments, request.evaluationEnvironments) {
    case (.floatInt(let environments), .floatInt(let evaluation)):
      return try trainer(NumberFeatures.self, environments, evaluation, request, configuration)
    case (.intInt(let environments), .intInt(let evaluation)):
      return try trainer(CategoryFeatures.self, environments, evaluation, request, configuration)
    case (.bytesInt, _):
      throw ConfigurationError(
        "\(name) observes numbers or categories, but this environment shows pictures; choose one that shows numbers."
      )
    default:
      throw ConfigurationError.actsWithOneCategory(name)
    }
  }

  private static func trainer<Features: FeatureEncoder>(
    _: Features.Type, _ environments: ErasedVectorEnvironment<Features.Scalar, Int>,
    _ evaluation: ErasedVectorEnvironment<Features.Scalar, Int>, _ request: TrainingRequest,
    _ configuration: GAILConfiguration
  ) throws -> any TrainingRun {
    let (environments, evaluation) = (environments.actingFromZero, evaluation.actingFromZero)
    let task = try CategoryTask<Features>(of: environments, for: name)
    let episodes = try request.demonstratedEpisodes(for: environments)
    var generator = request.parameterGenerator
    let agent = try GAILAgent(
      imitating: episodes, features: task.features, actionCount: task.actionCount,
      environmentCount: environments.count, configuration: configuration, using: &generator)
    return Trainer(agent, in: environments, evaluatingIn: evaluation, plan: request.plan)
  }
}
