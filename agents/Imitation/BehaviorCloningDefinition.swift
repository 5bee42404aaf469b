import Demonstrations
import Safetensors
import Simulation
import Training

/// Behaviour cloning's row of the catalogue.
struct BehaviorCloningDefinition: AgentDefinition {
  let name = "bc"
  let summary = "Behaviour cloning: supervised learning of what was done in demonstrations (Pomerleau 1991)"
  let spaces = "observes numbers, categories or pixels; acts with categories or numbers"
  let presets = BehaviorCloningPresets.all
  let learnsFrom: LearningSources = .demonstrations

  func makeLearner(
    for request: inout TrainingRequest, _ configuration: BehaviorCloningConfiguration,
    using generator: inout RandomGenerator
  ) throws -> any Learner {
    try request.requireDemonstrations(for: name)
    let task = try request.encodedTask(heads: configuration.numberLoss.heads)
    try configuration.cloning.validate(for: task.encoder)
    return BehaviorCloning(
      imitating: try request.demonstratedEpisodes(for: task.specification), in: task, configuration: configuration,
      using: &generator)
  }

  func policy(from file: SafetensorsFile, for task: TaskSpecification) throws -> any Policy {
    try NetworkPolicy(from: file, for: task)
  }
}

extension CloningConfiguration.NumberLoss {
  /// The heads for categories, and for numbers with this loss.
  var heads: [any ActionHead.Type] {
    switch self {
    case .squaredError: [CategoricalHead.self, BernoulliHead.self, GaussianHead.self]
    case .squashedGaussian: [CategoricalHead.self, BernoulliHead.self, SquashedGaussianHead.self]
    }
  }
}
