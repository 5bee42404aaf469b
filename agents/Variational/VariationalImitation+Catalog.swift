import Demonstrations
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
      presets: VariationalPresets.all, learnsFrom: .demonstrations,
      prepare: prepare, loadPolicy: loadPolicy)
  }

  private static func prepare(
    _ request: TrainingRequest, _ configuration: VariationalConfiguration
  ) throws -> any TrainingRun {
    try request.requireDemonstrations(for: name)
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
      let episodes: [Episode<Features.Scalar, Head.Scalar>] = try request.demonstratedEpisodes(
        for: request.environments.specification)
      var generator = request.parameterGenerator
      let learner = VariationalImitation(
        imitating: episodes, features: task.features, head: task.head, configuration: configuration,
        using: &generator)
      return Trainer(learner, evaluatingIn: request.evaluationEnvironments, plan: request.plan)
    }
  }

  private static func loadPolicy(_ file: SafetensorsFile, _ task: PolicyTask) throws -> any Policy {
    func policy<Features: FeatureEncoder, Head: ActionHead>(_: Features.Type, _: Head.Type) throws -> any Policy {
      try VariationalPolicy<Features, Head>(from: file, for: task)
    }
    let (features, head) = try NetworkPolicyFile.kinds(of: file, for: task)
    return try policy(features, head)
  }
}
