import FewShot
import NeuralNet
import Simulation
import Training

/// A method of meta-learning as a row of the catalogue: its name, settings and presets, known before a learner is made.
public struct MetaMethod: Sendable {
  /// The name, such as `maml`.
  public let name: String
  /// The summary of the method, in one sentence.
  public let summary: String
  /// The settings, with their defaults.
  public let parameters: [ConfigurationParameter]
  /// The presets; one named as a family is that family's default.
  public let presets: [PresetSummary]
  /// The training plan without a preset.
  public let defaultPlan: TrainingPlan
  /// The settings of a preset, or the defaults, with changes; as text by name.
  public let settings: @Sendable (String?, ConfigurationOverrides) throws -> [String: String]
  /// The reason for which the method does not take a family's tasks; `nil` if it does.
  public let refusal: @Sendable (any TaskFamily) -> String?
  /// Makes a learner; throws if the settings do not suit the family.
  public let prepare: @Sendable (MetaRequest) throws -> MetaSetup

  /// The preset that is used when none is named: the one with the family's name.
  public func defaultPreset(for family: any TaskFamily) -> String? {
    presets.first { $0.name == family.name }?.name
  }

  /// The plan of a preset, or the default plan.
  public func plan(ofPreset name: String?) throws(ConfigurationError) -> TrainingPlan {
    guard let name else { return defaultPlan }
    if let preset = presets.first(where: { $0.name == name }) { return preset.plan }
    let names = presets.map(\.name)
    throw ConfigurationError(
      "\(self.name) has no preset '\(name)'.\(name.suggestion(among: names)) It has: \(names.joined(separator: ", "))."
    )
  }
}

/// A request for a meta-learner.
public struct MetaRequest: Sendable {
  /// The family of tasks.
  public let family: any TaskFamily
  /// The name of the preset whose settings to start from; `nil` for the method's defaults.
  public let preset: String?
  /// The changes of the method's settings.
  public let overrides: ConfigurationOverrides
  /// The training plan.
  public let plan: TrainingPlan

  /// Makes a request.
  public init(
    family: any TaskFamily, preset: String? = nil, overrides: ConfigurationOverrides = ConfigurationOverrides(),
    plan: TrainingPlan
  ) {
    self.family = family
    self.preset = preset
    self.overrides = overrides
    self.plan = plan
  }
}

/// A meta-learner that is made, and how it is examined.
public struct MetaSetup: Sendable {
  /// The learner.
  public let learner: any MetaLearner
  /// The examination on the way: tasks for validation, by the plan's seed and number.
  public let examination: MetaExamination

  /// Puts a learner and its examination together.
  public init(learner: any MetaLearner, examination: MetaExamination) {
    self.learner = learner
    self.examination = examination
  }
}

/// A method of meta-learning: its name, its settings and presets, and how a learner is made for a family of tasks.
public protocol MetaMethodDefinition: Sendable {
  /// The settings.
  associatedtype Configuration: MetaConfiguration

  /// The name, such as `maml`.
  var name: String { get }
  /// The summary of the method, in one sentence.
  var summary: String { get }
  /// The settings without a preset.
  var defaultConfiguration: Configuration { get }
  /// The presets; one named as a family is that family's default.
  var presets: [Preset<Configuration>] { get }

  /// Returns the reason for which the method does not take a family's tasks; `nil` if it does.
  func refusal(of family: any TaskFamily) -> String?

  /// Makes a learner for a family of tasks.
  func makeLearner(
    for family: any TaskFamily, _ configuration: Configuration, using generator: inout RandomGenerator
  ) throws -> any MetaLearner
}

extension MetaMethodDefinition {
  /// Those of the type.
  public var defaultConfiguration: Configuration { Configuration() }
  /// None.
  public func refusal(of family: any TaskFamily) -> String? { nil }
}

extension MetaMethod {
  /// A row of the catalogue: the one road from a family to a learner.
  public init(_ definition: some MetaMethodDefinition) {
    let (presets, defaults) = (definition.presets, definition.defaultConfiguration)
    self.init(definition) { preset, changes throws(ConfigurationError) in
      try changes.applied(to: presets.first { $0.name == preset }?.configuration ?? defaults)
    }
  }

  private init<Definition: MetaMethodDefinition>(
    _ definition: Definition,
    configured:
      @escaping @Sendable (String?, ConfigurationOverrides) throws(ConfigurationError)
      -> Definition.Configuration
  ) {
    name = definition.name
    summary = definition.summary
    parameters = definition.defaultConfiguration.parameters
    presets = definition.presets.map {
      PresetSummary(name: $0.name, plan: $0.plan, environment: $0.environment, wrappers: $0.wrappers)
    }
    defaultPlan = .metaSteps(20_000)
    settings = { try configured($0, $1).texts }
    refusal = { definition.refusal(of: $0) }
    prepare = { request in
      try ProductMemory.check()
      let configuration = try configured(request.preset, request.overrides)
      let (family, plan, episodes) = (request.family, request.plan, configuration.episodes)
      if let reason = definition.refusal(of: family) { throw ConfigurationError(reason) }
      try family.check(episodes.demand(of: family).size, in: .training)
      try family.check(episodes.evaluationSize(of: family), in: .validation)
      var seeds = SeedSequence(seed: plan.seed)
      // A stream of its own, so that the first parameters do not depend on what is drawn later.
      var generator = RandomGenerator(seeds.spawn(2)[1])
      let learner = try definition.makeLearner(for: family, configuration, using: &generator)
      let ways = episodes.evaluationSize(of: family).ways
      if let fixed = learner.fixedWays, fixed != ways {
        throw ConfigurationError(
          "\(definition.name) is trained for the number of ways that it is used for: trainingWays=\(fixed) is not "
            + "ways=\(ways); leave trainingWays away.")
      }
      return MetaSetup(
        learner: learner,
        examination: MetaExamination(
          tasks: plan.evaluationEpisodes, size: episodes.evaluationSize(of: family), part: .validation,
          seed: plan.evaluationSeed, adaptation: Adaptation(steps: configuration.evaluationSteps)))
    }
  }
}

extension TrainingPlan {
  /// A plan of so many meta-steps, with ten evaluations.
  static func metaSteps(_ steps: Int) -> TrainingPlan {
    TrainingPlan(steps: steps, environments: 1, evaluationInterval: max(1, steps / 10))
  }
}
