import Demonstrations
import Simulation
import Training

/// Behaviour cloning's row of the catalogue.
enum BehaviorCloningCatalog {
  static let name = "bc"

  static var entry: AgentEntry {
    AgentEntry(
      name: name,
      summary: "Behaviour cloning: supervised learning of what was done in demonstrations (Pomerleau 1991)",
      spaces: "observes numbers, categories or pixels; acts with categories or numbers",
      presets: BehaviorCloningPresets.all, learnsFrom: .demonstrations,
      prepare: prepare, loadPolicy: NetworkPolicyFile.policy)
  }

  private static func prepare(
    _ request: TrainingRequest, _ configuration: BehaviorCloningConfiguration
  ) throws -> any TrainingRun {
    try request.requireDemonstrations(for: name)
    return try request.encoded(
      for: Preparation(request: request, configuration: configuration),
      squashing: configuration.numberLoss == .squashedGaussian)
  }

  private struct Preparation: EncodedTaskVisitor {
    let request: TrainingRequest
    let configuration: BehaviorCloningConfiguration

    func visit<Features: FeatureEncoder, Head: ActionHead>(
      _ task: EncodedTask<Features, Head>
    ) throws -> any TrainingRun {
      try configuration.cloning.validate(for: task.features)
      let episodes: [Episode<Features.Scalar, Head.Scalar>] = try request.demonstratedEpisodes(
        for: request.environments.specification)
      var generator = request.parameterGenerator
      let learner = BehaviorCloning(
        imitating: episodes, features: task.features, head: task.head, configuration: configuration,
        using: &generator)
      return Trainer(learner, evaluatingIn: request.evaluationEnvironments, plan: request.plan)
    }
  }
}
