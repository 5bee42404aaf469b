import Safetensors
import Simulation
import Training

/// An agent's row of the catalogue: its name, spaces, settings and presets, known before one is made.
public struct AgentEntry: Sendable {
  /// The name, such as `q-learning`.
  public let name: String
  /// The summary of the agent, in one sentence.
  public let summary: String
  /// The observations and actions that the agent takes.
  public let spaces: String
  /// The settings, with their defaults.
  public let parameters: [ConfigurationParameter]
  /// The sources that the agent learns from.
  public let learnsFrom: LearningSources
  /// The presets.
  public let presets: [PresetSummary]

  /// Makes an agent and its trainer; throws if the settings or the environments' spaces do not suit it.
  public let prepare: @Sendable (TrainingRequest) throws -> any TrainingRun

  /// Reads a policy of the agent for a task.
  public let loadPolicy: @Sendable (SafetensorsFile, TaskSpecification) throws -> any Policy

  /// The settings of a preset, or the defaults, with changes; as text by name.
  public let settings: @Sendable (String?, ConfigurationOverrides) throws -> [String: String]

  /// The reader of the worlds that runs imagine; `nil` if the agent imagines nothing.
  public let worldModel: WorldModelReader?

  /// The reader of the levels that runs have made; `nil` if the agent makes none.
  public let madeLevels: MadeLevelsReader?

  /// The training plan without a preset.
  public let defaultPlan: TrainingPlan

  /// The preset that is used when none is named: the one with the environment's id.
  public func defaultPreset(for environment: String) -> String? {
    presets.first { $0.name == environment }?.name
  }

  /// The plan of a preset, or the default plan.
  public func plan(ofPreset name: String?) throws(ConfigurationError) -> TrainingPlan {
    guard let name else { return defaultPlan }
    guard let preset = presets.first(where: { $0.name == name }) else {
      throw unknownPreset(name)
    }
    return preset.plan
  }

  /// The parameters of the environment that a preset is for.
  public func environment(ofPreset name: String?) -> ConfigurationOverrides {
    presets.first { $0.name == name }?.environment ?? ConfigurationOverrides()
  }

  /// The wrappers around the environment that a preset is for.
  public func wrappers(ofPreset name: String?) -> [String] { presets.first { $0.name == name }?.wrappers ?? [] }

  private func unknownPreset(_ name: String) -> ConfigurationError {
    let names = presets.map(\.name)
    let suggestion = name.suggestion(among: names)
    return ConfigurationError(
      "\(self.name) has no preset '\(name)'.\(suggestion) It has: \(names.joined(separator: ", ")).")
  }
}

/// The summary of a preset: all but the agent's settings.
public struct PresetSummary: Sendable {
  /// The name; a preset named as an environment is that environment's default.
  public let name: String
  /// The training plan.
  public let plan: TrainingPlan
  /// The parameters of the environment that it is for.
  public let environment: ConfigurationOverrides
  /// The wrappers around the environment that it is for.
  public let wrappers: [String]
}
