import Safetensors
import Simulation
import Training

/// Variational imitation's row of the catalogue.
enum VariationalCatalog {
  static let name = "vae"

  static var entry: AgentEntry {
    AgentEntry(
      name: name, summary: "Variational imitation, which keeps different ways apart (Sohn, Lee and Yan 2015)",
      spaces: "observes numbers or categories; acts with categories or numbers",
      parameters: ConfigurationOverrides.parameters(of: VariationalConfiguration()),
      learnsFrom: .demonstrations, presets: VariationalPresets.all.map { ($0.name, $0.plan) },
      prepare: prepare, loadPolicy: loadPolicy,
      settings: { preset, overrides in
        let parameters = ConfigurationOverrides.parameters(of: try configuration(preset, overrides))
        return Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0.defaultValue) })
      })
  }

  private static func configuration(
    _ preset: String?, _ overrides: ConfigurationOverrides
  ) throws -> VariationalConfiguration {
    let base = VariationalPresets.all.first { $0.name == preset }?.configuration ?? VariationalConfiguration()
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
    let configuration: VariationalConfiguration

    func visit<Features: FeatureEncoder, Head: ActionHead>(
      _ task: EncodedTask<Features, Head>
    ) throws -> any TrainingRun {
      guard task.features.shape.count == 1 else {
        throw ConfigurationError(
          "\(name) observes numbers or categories, but this environment shows pictures; choose one that shows "
            + "numbers, or the agent bc.")
      }
      let episodes = try request.demonstratedEpisodes(for: task.environments)
      // A stream of its own: the first weights do not depend on what is drawn while learning.
      var seeds = SeedSequence(seed: request.plan.seed)
      var generator = RandomGenerator(seeds.spawn(2)[1])
      let learner = VariationalImitation(
        imitating: episodes, features: task.features, head: task.head, configuration: configuration,
        using: &generator)
      return Trainer(learner, evaluatingIn: task.evaluationEnvironments, plan: request.plan)
    }
  }

  private static func loadPolicy(_ file: SafetensorsFile, _ task: PolicyTask) throws -> any Policy {
    if case .box = task.observationSpace { return try policy(NumberFeatures.self, file, task) }
    return try policy(CategoryFeatures.self, file, task)
  }

  private static func policy<Features: FeatureEncoder>(
    _: Features.Type, _ file: SafetensorsFile, _ task: PolicyTask
  ) throws -> any Policy {
    switch file.metadata["head"] {
    case CategoricalHead.name: try VariationalPolicy<Features, CategoricalHead>(from: file, for: task)
    case GaussianHead.name: try VariationalPolicy<Features, GaussianHead>(from: file, for: task)
    case SquashedGaussianHead.name: try VariationalPolicy<Features, SquashedGaussianHead>(from: file, for: task)
    default: throw PolicyFileError("Its metadata has no 'head' that says what its actions are.")
    }
  }
}
