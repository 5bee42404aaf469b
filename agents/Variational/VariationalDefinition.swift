import Demonstrations
import Safetensors
import Simulation
import Training

/// Variational imitation's row of the catalogue.
struct VariationalDefinition: AgentDefinition {
  let name = "vae"
  let summary = "Variational imitation, which keeps different ways apart (Sohn, Lee and Yan 2015)"
  let spaces = "observes numbers or categories; acts with categories or numbers"
  let presets = VariationalPresets.all
  let learnsFrom: LearningSources = .demonstrations

  func makeLearner(
    for request: inout TrainingRequest, _ configuration: VariationalConfiguration,
    using generator: inout RandomGenerator
  ) throws -> any Learner {
    try request.requireDemonstrations(for: name)
    let task = try request.encodedTask(configuration.numberLoss)
    guard !task.encoder.hasPictures else {
      throw ConfigurationError(
        "\(name) observes numbers or categories, but this environment shows pictures; choose one that shows "
          + "numbers, or the agent bc.")
    }
    return VariationalImitation(
      imitating: try request.demonstratedEpisodes(for: task.specification), in: task, configuration: configuration,
      using: &generator)
  }

  func policy(from file: SafetensorsFile, for task: TaskSpecification) throws -> any Policy {
    try VariationalPolicy(from: file, for: task)
  }
}
