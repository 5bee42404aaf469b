import NeuralNet
import Safetensors
import Simulation
import Training

/// The settings of an agent, as a user sets them by name.
public protocol AgentConfiguration: DescribedConfiguration, Equatable, Sendable {
  /// The defaults.
  init()

  /// Throws what is wrong with the values, if anything is.
  func validate() throws(ConfigurationError)
}

/// The settings that an agent can be trained with: its defaults and presets, and changes of either.
struct AgentSettings<Configuration: AgentConfiguration>: Sendable {
  /// The presets.
  let presets: [Preset<Configuration>]

  /// The settings of a preset, or the defaults, with changes.
  ///
  /// - Throws: `ConfigurationError` if a change names no setting, or a value does not work.
  func configuration(
    of preset: String?, with changes: ConfigurationOverrides
  ) throws(ConfigurationError) -> Configuration {
    let base = presets.first { $0.name == preset }?.configuration ?? Configuration()
    let configuration = try changes.applied(to: base)
    try configuration.validate()
    return configuration
  }

  /// The settings of a preset, or the defaults, with changes; as text by name.
  func values(
    of preset: String?, with changes: ConfigurationOverrides
  ) throws(ConfigurationError) -> [String: String] {
    let parameters = ConfigurationOverrides.parameters(of: try configuration(of: preset, with: changes))
    return Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0.defaultValue) })
  }
}

extension AgentEntry {
  /// Describes an agent by its settings, and by what it is made with them; `multiplies` says whether it has a network.
  init<Configuration: AgentConfiguration>(
    name: String, summary: String, spaces: String, presets: [Preset<Configuration>],
    learnsFrom: LearningSources = .acting, defaultPlan: TrainingPlan = TrainingPlan(), multiplies: Bool = true,
    prepare: @escaping @Sendable (TrainingRequest, Configuration) throws -> any TrainingRun,
    loadPolicy: @escaping @Sendable (SafetensorsFile, PolicyTask) throws -> any Policy
  ) {
    let settings = AgentSettings(presets: presets)
    self.init(
      name: name, summary: summary, spaces: spaces,
      parameters: ConfigurationOverrides.explainedParameters(of: Configuration()), learnsFrom: learnsFrom,
      presets: presets.map { PresetSummary(name: $0.name, plan: $0.plan, environment: $0.environment) },
      prepare: {
        if multiplies { try ProductMemory.check() }
        return try prepare($0, try settings.configuration(of: $0.preset, with: $0.overrides))
      },
      loadPolicy: {
        if multiplies { try ProductMemory.check() }
        return try loadPolicy($0, $1)
      },
      settings: settings.values, defaultPlan: defaultPlan)
  }
}

extension TrainingRequest {
  /// The source of an agent's first parameters: a stream of its own, so that they do not depend on what is drawn later.
  var parameterGenerator: RandomGenerator {
    var seeds = SeedSequence(seed: plan.seed)
    return RandomGenerator(seeds.spawn(2)[1])
  }

  /// Refuses to go on without demonstrations.
  func requireDemonstrations(for agent: String) throws(ConfigurationError) {
    guard demonstrations.isEmpty else { return }
    throw ConfigurationError("\(agent) learns from demonstrations; give them with --demonstrations.")
  }
}
