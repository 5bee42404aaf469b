import Safetensors
import Simulation
import Training

/// The row of the catalogue of a method with a table.
struct TabularDefinition: AgentDefinition {
  /// The target that values are moved towards.
  let target: TemporalDifferenceTarget

  var name: String { target.rawValue }
  let spaces = "observes categories, or numbers sorted into bins; acts with one category"
  var presets: [Preset<TabularConfiguration>] { TabularPresets.all(for: target) }
  let actsWithOneCategory = true
  let hasNetwork = false

  var summary: String {
    switch target {
    case .qLearning: "Q-learning with a table (Watkins 1989)"
    case .sarsa: "SARSA with a table (Rummery and Niranjan 1994)"
    case .expectedSarsa: "Expected SARSA with a table (van Seijen et al. 2009)"
    }
  }

  func makeLearner(
    for request: inout TrainingRequest, _ configuration: TabularConfiguration,
    using generator: inout RandomGenerator
  ) throws -> any Learner {
    let task = request.environments.specification
    return TabularAgent(
      target, encoder: try encoder(of: task.observationSpace, configuration),
      actionCount: task.actionSpace.elementCount ?? 0, environmentCount: request.environments.count,
      configuration: configuration)
  }

  private func encoder(
    of space: SpaceDescriptor, _ configuration: TabularConfiguration
  ) throws(ConfigurationError) -> StateEncoder {
    if let encoder = StateEncoder(space) { return encoder }
    guard let box = space.space as? Box<Float> else {
      throw ConfigurationError(
        "\(name) keeps a table of what it observes, categories or a Box of float32, which \(space) is not; dqn can "
          + "observe it.")
    }
    return .bins(try configuration.binning(for: box))
  }

  func policy(from file: SafetensorsFile, for task: TaskSpecification) throws -> any Policy {
    try TabularPolicy(from: file, for: task)
  }
}
