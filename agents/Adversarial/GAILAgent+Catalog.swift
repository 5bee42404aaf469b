import Demonstrations
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
    let task = request.environments.specification
    guard task.actionLayout.kind == .int64 else { throw ConfigurationError.actsWithOneCategory(name) }
    guard let features = task.observationSpace.featureEncoder, features != PixelFeatures.self else {
      throw ConfigurationError(
        "\(name) observes numbers or categories, but this environment shows pictures; choose one that shows numbers."
      )
    }
    return try trainer(features, request, configuration)
  }

  private static func trainer<Features: FeatureEncoder>(
    _: Features.Type, _ request: TrainingRequest, _ configuration: GAILConfiguration
  ) throws -> any TrainingRun {
    let environments = request.environments.actingFromZero
    let task = try CategoryTask<Features>(of: environments.specification, for: name)
    let episodes: [Episode<Features.Scalar, Int>] = try request.demonstratedEpisodes(
      for: environments.specification)
    var generator = request.parameterGenerator
    let agent = try GAILAgent(
      imitating: episodes, features: task.features, actionCount: task.actionCount,
      environmentCount: environments.count, configuration: configuration, using: &generator)
    return Trainer(
      agent, in: environments, evaluatingIn: request.evaluationEnvironments.actingFromZero, plan: request.plan)
  }
}
