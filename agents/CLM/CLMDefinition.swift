import Safetensors
import Simulation
import Training

/// CLM's row of the catalogue.
struct CLMDefinition: AgentDefinition {
  let name = "clm"
  let summary = "Creative learning model: DQN, a generator and a discriminator that teach each other"
  let spaces = "observes numbers; acts with one category"
  let presets = CLMPresets.all
  let learnsFrom: LearningSources = [.acting, .madeLevels]
  let actsWithOneCategory = true
  let worldModel: WorldModelReader? = { try DreamWorld(from: $0, settings: $1, actionCount: $2) }
  let madeLevels: MadeLevelsReader? = { try LevelCurriculum.levels(in: $0) }

  func makeLearner(
    for request: inout TrainingRequest, _ configuration: CLMConfiguration, using generator: inout RandomGenerator
  ) throws -> any Learner {
    guard request.levels == nil || configuration.adversaries.loss == .nonSaturating else {
      throw ConfigurationError(
        "Levels are used by the probability that they are designed, which adversarialLoss=wasserstein does not tell; leave "
          + "it or --levels away.")
    }
    let task = request.environments.specification
    guard task.maskSize == 0 else {
      throw ConfigurationError(
        "\(name) imagines states, but not which actions they allow, and this environment allows only some; choose one "
          + "that allows all, or the agent dqn.")
    }
    guard task.observationLayout.kind == .float32 else {
      throw ConfigurationError(
        "\(name) imagines states made of numbers, but this environment shows pictures or categories; choose one that "
          + "observes a Box of numbers.")
    }
    let rows = request.plan.environments
    let curriculum = LevelCurriculum(
      share: configuration.levels.levelShare.value(at: 0), capacity: configuration.levels.levelsKept,
      seed: request.plan.seed)
    if let levelled = request.levels?.makeVector(count: rows, levelsFrom: curriculum) {
      request.environments = levelled.actingFromZero
    }
    var agent = try CLMAgent(
      in: try request.encodedTask(), environmentCount: request.environments.count, configuration: configuration,
      using: &generator)
    agent.levels = request.levels.map {
      LevelTeacher(
        of: $0, curriculum: curriculum, rows: rows, configuration.levels, configuration.adversaries,
        using: &generator)
    }
    return agent
  }

  /// Reads a policy of DQN, which is what was learned.
  func policy(from file: SafetensorsFile, for task: TaskSpecification) throws -> any Policy {
    try DQNPolicy(from: file, for: task)
  }
}
