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
    let task = try request.encodedTask(configuration.numberLoss)
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
  ///
  /// - Throws: If the actions of a space are numbers that the loss is not for.
  func heads(for space: SpaceDescriptor) throws(ConfigurationError) -> [any ActionHead.Type] {
    guard self == .squashedGaussian else { return [CategoricalHead.self, BernoulliHead.self, GaussianHead.self] }
    guard GaussianHead(space) == nil || SquashedGaussianHead(space) != nil else {
      throw ConfigurationError(
        "Actions of \(space) cannot be squashed: not all their bounds are finite; set numberLoss=squaredError.")
    }
    return [CategoricalHead.self, BernoulliHead.self, SquashedGaussianHead.self]
  }
}

extension TrainingRequest {
  /// The task as networks see it, with the head for a loss.
  func encodedTask(_ loss: CloningConfiguration.NumberLoss) throws(ConfigurationError) -> EncodedTask {
    try encodedTask(heads: loss.heads(for: environments.specification.actionSpace))
  }
}
