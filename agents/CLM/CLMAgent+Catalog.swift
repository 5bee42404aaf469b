import Safetensors
import Simulation
import Training

/// CLM's row of the catalogue.
enum CLMCatalog {
  static let name = "clm"

  static var entry: AgentEntry {
    AgentEntry(
      name: name, summary: "Creative learning model: DQN, a generator and a discriminator that teach each other",
      spaces: "observes numbers; acts with one category", presets: CLMPresets.all,
      learnsFrom: [.acting, .madeLevels],
      // What was learned is a policy of DQN.
      prepare: prepare, loadPolicy: DQNCatalog.loadPolicy)
  }

  private static func prepare(
    _ request: TrainingRequest, _ configuration: CLMConfiguration
  ) throws -> any TrainingRun {
    guard request.levels == nil || configuration.adversaries.loss == .nonSaturating else {
      throw ConfigurationError(
        "Levels are used by the probability that they are designed, which adversarialLoss=wasserstein does not tell; leave "
          + "it or --levels away.")
    }
    let curriculum = LevelCurriculum(
      share: configuration.levels.levelShare.value(at: 0), capacity: configuration.levels.levelsKept,
      seed: request.plan.seed)
    let rows = request.plan.environments
    let levelled = request.levels?.makeVector(count: rows, levelsFrom: curriculum)
    let environments = (levelled ?? request.environments).actingFromZero
    guard environments.specification.actionLayout.kind == .int64 else {
      throw ConfigurationError.actsWithOneCategory(name)
    }
    guard environments.specification.observationLayout.kind == .float32 else {
      throw ConfigurationError(
        "\(name) imagines states made of numbers, but this environment shows pictures or categories; choose one that "
          + "observes a Box of numbers.")
    }
    let task = try CategoryTask<NumberFeatures>(of: environments.specification, for: name)
    var generator = request.parameterGenerator
    var agent = try CLMAgent(
      features: task.features, actionCount: task.actionCount, environmentCount: environments.count,
      configuration: configuration, using: &generator)
    agent.levels = request.levels.map {
      LevelTeacher(
        of: $0, curriculum: curriculum, rows: rows, configuration.levels, configuration.adversaries,
        using: &generator)
    }
    return Trainer(
      agent, in: environments, evaluatingIn: request.evaluationEnvironments.actingFromZero, plan: request.plan)
  }
}
