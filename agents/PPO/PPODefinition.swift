import Safetensors
import Simulation
import Training

/// PPO's row of the catalogue.
struct PPODefinition: AgentDefinition {
  let name = "ppo"
  let summary = "Proximal policy optimization (Schulman et al. 2017)"
  let spaces = "observes numbers, categories or pixels; acts with categories, bits or numbers"
  let presets = PPOPresets.all

  func makeLearner(
    for request: inout TrainingRequest, _ configuration: PPOConfiguration, using generator: inout RandomGenerator
  ) throws -> any Learner {
    let numbers: any ActionHead.Type =
      switch configuration.distribution {
      case .gaussian: DiagonalGaussianHead.self
      case .squashed: SquashedGaussianHead.self
      case .beta: BetaHead.self
      }
    let task = try request.encodedTask(heads: [CategoricalHead.self, BernoulliHead.self, numbers])
    try task.encoder.requireConvolvable()
    return try PPOAgent(
      in: task, environmentCount: request.environments.count, configuration: configuration,
      threads: request.plan.threads, using: &generator)
  }

  func policy(from file: SafetensorsFile, for task: TaskSpecification) throws -> any Policy {
    try NetworkPolicy(from: file, for: task)
  }
}
