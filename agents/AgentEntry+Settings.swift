import NeuralNet
import Safetensors
import Simulation
import Training

extension AgentEntry {
  /// Describes an agent by its settings, and by what it is made with them; `multiplies` says whether it has a network.
  init<Configuration: Settings>(
    name: String, summary: String, spaces: String, presets: [Preset<Configuration>],
    learnsFrom: LearningSources = .acting, defaultPlan: TrainingPlan = TrainingPlan(), multiplies: Bool = true,
    prepare: @escaping @Sendable (TrainingRequest, Configuration) throws -> any TrainingRun,
    loadPolicy: @escaping @Sendable (SafetensorsFile, PolicyTask) throws -> any Policy
  ) {
    @Sendable func configuration(
      _ preset: String?, _ changes: ConfigurationOverrides
    ) throws(ConfigurationError) -> Configuration {
      try changes.applied(to: presets.first { $0.name == preset }?.configuration ?? Configuration())
    }
    self.init(
      name: name, summary: summary, spaces: spaces,
      parameters: Configuration().parameters, learnsFrom: learnsFrom,
      presets: presets.map { PresetSummary(name: $0.name, plan: $0.plan, environment: $0.environment) },
      prepare: {
        if multiplies { try ProductMemory.check() }
        return try prepare($0, try configuration($0.preset, $0.overrides))
      },
      loadPolicy: {
        if multiplies { try ProductMemory.check() }
        return try loadPolicy($0, $1)
      },
      settings: { try configuration($0, $1).texts }, defaultPlan: defaultPlan)
  }
}
