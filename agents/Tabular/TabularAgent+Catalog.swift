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
    switch (request.environments, request.evaluationEnvironments) {
    case (.intInt(let environments), .intInt(let evaluation)):
      guard let space = environments.observationSpace as? any CategoricalSpace else { break }
      return try trainer(CategoryEncoder(space), environments, evaluation, configuration, request)
    case (.floatInt(let environments), .floatInt(let evaluation)):
      guard let space = environments.observationSpace as? Box<Float> else { break }
      let binning = try configuration.binning(for: space)
      return try trainer(BinEncoder(binning), environments, evaluation, configuration, request)
    case (.bytesInt(let environments), _):
      throw ConfigurationError(
        "\(rawValue) keeps a table of what it observes, which cannot be pictures, as of "
          + "\(environments.observationSpace.descriptor); dqn can observe them.")
    default: break
    }
    throw ConfigurationError.actsWithOneCategory(rawValue)
  }

  private func trainer<Encoder: StateEncoder>(
    _ encoder: Encoder, _ environments: ErasedVectorEnvironment<Encoder.Scalar, Int>,
    _ evaluation: ErasedVectorEnvironment<Encoder.Scalar, Int>, _ configuration: TabularConfiguration,
    _ request: TrainingRequest
  ) throws -> any TrainingRun {
    let (environments, evaluation) = (environments.actingFromZero, evaluation.actingFromZero)
    guard let actions = environments.actionSpace as? Discrete else {
      throw ConfigurationError("\(rawValue) acts with one category, not \(environments.actionSpace.descriptor).")
    }
    let agent = TabularAgent(
      self, encoder: encoder, actionCount: actions.count, environmentCount: environments.count,
      configuration: configuration)
    return Trainer(agent, in: environments, evaluatingIn: evaluation, plan: request.plan)
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
