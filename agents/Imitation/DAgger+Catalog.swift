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
      guard let expert = expert as? any Policy<Features.Scalar, Head.Scalar> else {
        throw ConfigurationError(
          "The expert is for other observations or actions than \(task.environments.observationSpace.descriptor) and "
            + "\(task.environments.actionSpace.descriptor).")
      }
      var generator = request.parameterGenerator
      let agent = DAggerAgent(
        asking: expert, after: try request.demonstratedEpisodes(for: task.environments), features: task.features,
        head: task.head, environmentCount: task.environments.count, configuration: configuration, using: &generator)
      return Trainer(
        agent, in: task.environments, evaluatingIn: task.evaluationEnvironments, plan: request.plan)
    }
  }
}
