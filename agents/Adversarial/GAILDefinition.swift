import Demonstrations
import Safetensors
import Simulation
import Training

/// GAIL's row of the catalogue.
struct GAILDefinition: AgentDefinition {
  let name = "gail"
  let summary = "Adversarial imitation with deep Q-learning (Ho and Ermon 2016)"
  let spaces = "observes numbers or categories; acts with one category; imitates demonstrations"
  let presets = GAILPresets.all
  let learnsFrom: LearningSources = [.acting, .demonstrations]
  let actsWithOneCategory = true

  func makeLearner(
    for request: inout TrainingRequest, _ configuration: GAILConfiguration, using generator: inout RandomGenerator
  ) throws -> any Learner {
    try request.requireDemonstrations(for: name)
    let task = try request.encodedTask()
    guard !task.encoder.hasPictures else {
      throw ConfigurationError(
        "\(name) observes numbers or categories, but this environment shows pictures; choose one that shows numbers."
      )
    }
    return try GAILAgent(
      imitating: try request.demonstratedEpisodes(for: task.specification), in: task,
      environmentCount: request.environments.count, configuration: configuration, using: &generator)
  }

  /// Reads a policy of DQN, which is what was learned.
  func policy(from file: SafetensorsFile, for task: TaskSpecification) throws -> any Policy {
    try DQNPolicy(from: file, for: task)
  }
}
