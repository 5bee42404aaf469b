import Safetensors
import Simulation
import Training

/// DAgger's row of the catalogue.
struct DAggerDefinition: AgentDefinition {
  let name = "dagger"
  let summary = "DAgger: asks an expert what to do where the learner gets to (Ross et al. 2011)"
  let spaces = "observes numbers, categories or pixels; acts with categories or numbers"
  let presets = DAggerPresets.all
  let learnsFrom: LearningSources = [.acting, .expert, .demonstrations]

  func makeLearner(
    for request: inout TrainingRequest, _ configuration: DAggerConfiguration,
    using generator: inout RandomGenerator
  ) throws -> any Learner {
    guard let expert = request.expert else {
      throw ConfigurationError("\(name) asks an expert what to do; name one with --expert, such as heuristic.")
    }
    let task = try request.encodedTask(configuration.numberLoss)
    try configuration.cloning.validate(for: task.encoder)
    let specification = task.specification
    guard expert.suits(specification) else {
      throw ConfigurationError(
        "The expert is for other observations or actions than \(specification.observationSpace) and "
          + "\(specification.actionSpace).")
    }
    return DAggerAgent(
      asking: expert, after: try request.demonstratedEpisodes(for: specification), in: task,
      environmentCount: request.environments.count, configuration: configuration, using: &generator)
  }

  func policy(from file: SafetensorsFile, for task: TaskSpecification) throws -> any Policy {
    try NetworkPolicy(from: file, for: task)
  }
}
