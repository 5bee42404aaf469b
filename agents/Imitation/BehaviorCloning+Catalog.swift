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
      parameters: ConfigurationOverrides.parameters(of: BehaviorCloningConfiguration()),
      learnsFrom: .demonstrations, presets: BehaviorCloningPresets.all.map { ($0.name, $0.plan) },
      prepare: prepare, loadPolicy: NetworkPolicyFile.policy,
      settings: { preset, overrides in
        let parameters = ConfigurationOverrides.parameters(of: try configuration(preset, overrides))
        return Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0.defaultValue) })
      })
  }

  private static func configuration(
    _ preset: String?, _ overrides: ConfigurationOverrides
  ) throws -> BehaviorCloningConfiguration {
    let base =
      BehaviorCloningPresets.all.first { $0.name == preset }?.configuration ?? BehaviorCloningConfiguration()
    let configuration = try overrides.applied(to: base)
    try configuration.validate()
    return configuration
  }

  private static func prepare(_ request: TrainingRequest) throws -> any TrainingRun {
    guard !request.demonstrations.isEmpty else {
      throw ConfigurationError("\(name) learns from demonstrations; give them with --demonstrations.")
    }
    let configuration = try configuration(request.preset, request.overrides)
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
      let episodes = try request.demonstratedEpisodes(for: task.environments)
      // A stream of its own: the first weights do not depend on what is drawn while learning.
      var seeds = SeedSequence(seed: request.plan.seed)
      var generator = RandomGenerator(seeds.spawn(2)[1])
      let learner = BehaviorCloning(
        imitating: episodes, features: task.features, head: task.head, configuration: configuration,
        using: &generator)
      return Trainer(learner, evaluatingIn: task.evaluationEnvironments, plan: request.plan)
    }
  }
}
