import Safetensors
import Simulation
import Training

/// A soft actor-critic's row of the catalogue: SAC, TQC or CrossQ, which differ in their defaults.
struct SoftActorCriticDefinition: AgentDefinition {
  let name: String
  let summary: String
  let defaultConfiguration: SoftActorCriticConfiguration
  let presets: [Preset<SoftActorCriticConfiguration>]
  let spaces = "observes numbers or categories; acts with numbers between bounds"

  static let sac = SoftActorCriticDefinition(
    name: "sac", summary: "Soft actor-critic with two critics (Haarnoja et al. 2018)",
    defaultConfiguration: SoftActorCriticConfiguration(),
    presets: SoftActorCriticPresets.sac)
  static let tqc = SoftActorCriticDefinition(
    name: "tqc", summary: "Truncated quantile critics (Kuznetsov et al. 2020)", defaultConfiguration: truncating,
    presets: SoftActorCriticPresets.tqc)

  static let crossq = SoftActorCriticDefinition(
    name: "crossq", summary: "Normalized critics without targets (Bhatt et al. 2024)",
    defaultConfiguration: crossing, presets: [])

  /// SAC's settings, with critics that are normalized, wide, and their own targets.
  private static let crossing: SoftActorCriticConfiguration = {
    var configuration = SoftActorCriticConfiguration()
    (configuration.batchNormalization, configuration.targetCritics) = (true, false)
    configuration.learningRate = .constant(1e-3)
    configuration.criticHiddenSizes = [1024, 1024]
    configuration.policyDelay = 3
    return configuration
  }()

  /// SAC's settings, with 25 quantiles per critic, of which the largest two are left out.
  static let truncating: SoftActorCriticConfiguration = {
    var configuration = SoftActorCriticConfiguration()
    (configuration.quantiles, configuration.droppedQuantiles) = (25, 2)
    return configuration
  }()

  func makeLearner(
    for request: inout TrainingRequest, _ configuration: SoftActorCriticConfiguration,
    using generator: inout RandomGenerator
  ) throws -> any Learner {
    let task = try request.encodedTask(heads: [SquashedGaussianHead.self])
    return try SoftActorCriticAgent(
      in: task, environmentCount: request.environments.count, configuration: configuration, using: &generator)
  }

  func policy(from file: SafetensorsFile, for task: TaskSpecification) throws -> any Policy {
    try NetworkPolicy(from: file, for: task)
  }
}
