import Simulation
import Training

/// DAgger's row of the catalogue.
enum DAggerCatalog {
  static let name = "dagger"

  static var entry: AgentEntry {
    AgentEntry(
      name: name, summary: "DAgger: asks an expert what to do where the learner gets to (Ross et al. 2011)",
      spaces: "observes numbers, categories or pixels; acts with categories or numbers",
      parameters: ConfigurationOverrides.parameters(of: DAggerConfiguration()),
      learnsFrom: [.acting, .expert, .demonstrations], presets: DAggerPresets.all.map { ($0.name, $0.plan) },
      prepare: prepare, loadPolicy: NetworkPolicyFile.policy,
      settings: { preset, overrides in
        let parameters = ConfigurationOverrides.parameters(of: try configuration(preset, overrides))
        return Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0.defaultValue) })
      })
  }

  private static func configuration(
    _ preset: String?, _ overrides: ConfigurationOverrides
  ) throws -> DAggerConfiguration {
    let base = DAggerPresets.all.first { $0.name == preset }?.configuration ?? DAggerConfiguration()
    let configuration = try overrides.applied(to: base)
    try configuration.validate()
    return configuration
  }

  private static func prepare(_ request: TrainingRequest) throws -> any TrainingRun {
    guard let expert = request.expert else {
      throw ConfigurationError("\(name) asks an expert what to do; name one with --expert, such as heuristic.")
    }
    let configuration = try configuration(request.preset, request.overrides)
    return try request.encoded(
      for: Preparation(request: request, expert: expert, configuration: configuration),
      squashing: configuration.numberLoss == .squashedGaussian)
  }

  private struct Preparation: EncodedTaskVisitor {
    let request: TrainingRequest
    let expert: any Policy
    let configuration: DAggerConfiguration

    func visit<Features: FeatureEncoder, Head: ActionHead>(
      _ task: EncodedTask<Features, Head>
    ) throws -> any TrainingRun {
      try configuration.cloning.validate(for: task.features)
      guard let expert = expert as? any Policy<Features.Scalar, Head.Scalar> else {
        throw ConfigurationError(
          "The expert is for other observations or actions than \(task.environments.observationSpace.descriptor) and "
            + "\(task.environments.actionSpace.descriptor).")
      }
      // A stream of its own: the first weights do not depend on what is drawn while acting.
      var seeds = SeedSequence(seed: request.plan.seed)
      var generator = RandomGenerator(seeds.spawn(2)[1])
      let agent = DAggerAgent(
        asking: expert, after: try request.demonstratedEpisodes(for: task.environments), features: task.features,
        head: task.head, environmentCount: task.environments.count, configuration: configuration, using: &generator)
      return Trainer(
        agent, in: task.environments, evaluatingIn: task.evaluationEnvironments, plan: request.plan)
    }
  }
}
