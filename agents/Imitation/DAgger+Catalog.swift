import Simulation
import Training

/// DAgger's row of the catalogue.
enum DAggerCatalog {
  static let name = "dagger"

  static var entry: AgentEntry {
    AgentEntry(
      name: name, summary: "DAgger: asks an expert what to do where the learner gets to (Ross et al. 2011)",
      spaces: "observes numbers, categories or pixels; acts with categories or numbers",
      presets: DAggerPresets.all, learnsFrom: [.acting, .expert, .demonstrations],
      prepare: prepare, loadPolicy: NetworkPolicyFile.policy)
  }

  private static func prepare(
    _ request: TrainingRequest, _ configuration: DAggerConfiguration
  ) throws -> any TrainingRun {
    guard let expert = request.expert else {
      throw ConfigurationError("\(name) asks an expert what to do; name one with --expert, such as heuristic.")
    }
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
      let specification = request.environments.specification
      guard expert.suits(specification) else {
        throw ConfigurationError(
          "The expert is for other observations or actions than \(specification.observationSpace) and "
            + "\(specification.actionSpace).")
      }
      var generator = request.parameterGenerator
      let agent = DAggerAgent(
        asking: expert, after: try request.demonstratedEpisodes(for: specification), features: task.features,
        head: task.head, environmentCount: request.environments.count, configuration: configuration,
        using: &generator)
      return Trainer(
        agent, in: request.environments, evaluatingIn: request.evaluationEnvironments, plan: request.plan)
    }
  }
}
