import Safetensors
import Simulation
import Training

extension TemporalDifferenceTarget {
  private var summary: String {
    switch self {
    case .qLearning: "Q-learning with a table (Watkins 1989)"
    case .sarsa: "SARSA with a table (Rummery and Niranjan 1994)"
    case .expectedSarsa: "Expected SARSA with a table (van Seijen et al. 2009)"
    }
  }

  /// The agent's row of the catalogue.
  var entry: AgentEntry {
    AgentEntry(
      name: rawValue, summary: summary,
      spaces: "observes categories, or numbers sorted into bins; acts with one category",
      presets: TabularPresets.all(for: self), multiplies: false, prepare: prepare, loadPolicy: Self.loadPolicy)
  }

  private func prepare(
    _ request: TrainingRequest, _ configuration: TabularConfiguration
  ) throws -> any TrainingRun {
    let task = request.environments.specification
    guard task.actionLayout.kind == .int64 else { throw ConfigurationError.actsWithOneCategory(rawValue) }
    switch task.observationSpace.space {
    case let space as any CategoricalSpace: return try trainer(CategoryEncoder(space), configuration, request)
    case let space as Box<Float>:
      return try trainer(BinEncoder(configuration.binning(for: space)), configuration, request)
    default:
      throw ConfigurationError(
        "\(rawValue) keeps a table of what it observes, which cannot be pictures, as of "
          + "\(task.observationSpace); dqn can observe them.")
    }
  }

  private func trainer<Encoder: StateEncoder>(
    _ encoder: Encoder, _ configuration: TabularConfiguration, _ request: TrainingRequest
  ) throws -> any TrainingRun {
    let environments = request.environments.actingFromZero
    guard case .discrete(let actionCount, start: _) = environments.specification.actionSpace else {
      throw ConfigurationError(
        "\(rawValue) acts with one category, not \(environments.specification.actionSpace).")
    }
    let agent = TabularAgent(
      self, encoder: encoder, actionCount: actionCount, environmentCount: environments.count,
      configuration: configuration)
    return Trainer(
      agent, in: environments, evaluatingIn: request.evaluationEnvironments.actingFromZero, plan: request.plan)
  }

  private static func loadPolicy(_ file: SafetensorsFile, _ task: PolicyTask) throws -> any Policy {
    let observationSpace = task.observationSpace
    guard case .discrete(let actionCount, let start) = task.actionSpace else {
      throw PolicyFileError("It holds a table of categories, but the environment acts with \(task.actionSpace).")
    }
    if case .box = observationSpace {
      return try TabularPolicy<BinEncoder>(
        from: file, observationSpace: observationSpace, actionCount: actionCount
      ).counting(from: start)
    }
    return try TabularPolicy<CategoryEncoder>(
      from: file, observationSpace: observationSpace, actionCount: actionCount
    ).counting(from: start)
  }
}
