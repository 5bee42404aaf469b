import Safetensors
import Simulation
import Training

/// The row of MAML for policies in the catalogue.
struct PolicyMAMLDefinition: AgentDefinition {
  let name = "maml"
  let summary =
    "MAML for policies: a beginning from which policy gradients adapt (Finn et al. 2017, Rothfuss et al. 2019)"
  let spaces =
    "observes trials of numbers or categories, as by --wrap episodesPerTrial=40; acts with categories, bits or numbers"
  let presets = PolicyMAMLPresets.all

  func makeLearner(
    for request: inout TrainingRequest, _ configuration: PolicyMAMLConfiguration,
    using generator: inout RandomGenerator
  ) throws -> any Learner {
    let specification = request.environments.specification
    let observed = specification.observationSpace
    guard let reader = TrialReader(observed) else {
      throw ConfigurationError(
        "\(name) learns in trials, and not from \(observed) alone; add --wrap "
          + "episodesPerTrial=\((configuration.innerSteps + 1) * configuration.adaptation.episodesPerStep).")
    }
    guard specification.maskSize == 0 else {
      throw ConfigurationError("\(name) does not look at action masks; leave masksActions out.")
    }
    let task = try request.encodedTask(heads: [CategoricalHead.self, BernoulliHead.self, DiagonalGaussianHead.self])
    guard let encoder = ObservationEncoder(observed, value: TrialReader.observationName), !encoder.hasPictures
    else {
      throw ConfigurationError("\(name) learns from numbers and categories, not from pictures: \(observed).")
    }
    return PolicyMAMLAgent(
      in: task, reader, encoder, environmentCount: request.environments.count, configuration: configuration,
      threads: request.plan.threads, using: &generator)
  }

  func policy(from file: SafetensorsFile, for task: TaskSpecification) throws -> any Policy {
    try AdaptivePolicy(from: file, for: task)
  }
}

/// Settings that are known to work; the README beside has the results.
enum PolicyMAMLPresets {
  static let all = [navigation]

  /// Walks to a hidden goal: forty episodes of each of twenty tasks in a meta-step.
  static var navigation: Preset<PolicyMAMLConfiguration> {
    var configuration = PolicyMAMLConfiguration()
    (configuration.learningRate, configuration.epochs) = (.linear(from: 2e-3, to: 2e-4, fraction: 1), 3)
    return Preset(
      "Navigation2D-v0", configuration,
      TrainingPlan(steps: 16_000_000, environments: 20, evaluationInterval: 2_000_000, evaluationEpisodes: 20),
      wrappers: ["episodesPerTrial=40"])
  }
}
