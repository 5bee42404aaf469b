import NeuralNet
import Safetensors
import Simulation
import Training

/// A kind of agent: its name, its settings and presets, and how one is made for a task.
///
/// A row of the catalogue is one of these. The road from a task to a training run is the same for all of them, in
/// ``AgentEntry/init(_:)``.
///
/// ```swift
/// struct GreedyDefinition: AgentDefinition {
///   let name = "greedy"
///   let summary = "Estimates every action's mean reward and takes the best one"
///   let spaces = "observes anything; acts with one category"
///   let presets: [Preset<GreedyConfiguration>] = []
///   let actsWithOneCategory = true
///   …
/// }
/// ```
public protocol AgentDefinition: Sendable {
  /// The settings.
  associatedtype Configuration: Settings

  /// The name, such as `q-learning`.
  var name: String { get }
  /// The summary of the agent, in one sentence.
  var summary: String { get }
  /// The observations and actions that the agent takes.
  var spaces: String { get }
  /// The settings without a preset.
  var defaultConfiguration: Configuration { get }
  /// The presets; one named as an environment is that environment's default.
  var presets: [Preset<Configuration>] { get }
  /// The sources that the agent learns from.
  var learnsFrom: LearningSources { get }
  /// The training plan without a preset.
  var defaultPlan: TrainingPlan { get }
  /// True if the agent acts with one category; it then counts actions from 0, wherever the task's begin.
  var actsWithOneCategory: Bool { get }
  /// True if the agent multiplies matrices, for which there must be memory.
  var hasNetwork: Bool { get }

  /// The reader of the worlds that runs of the agent imagine; `nil` if it imagines nothing.
  var worldModel: WorldModelReader? { get }
  /// The reader of the levels that runs of the agent have made; `nil` if it makes none.
  var madeLevels: MadeLevelsReader? { get }

  /// Makes a learner for a task.
  ///
  /// - Parameters:
  ///   - request: What there is to learn from; the environments may be exchanged for others of the same task.
  ///   - configuration: The settings.
  ///   - generator: The source of the first parameters.
  /// - Returns: An `Agent` if it acts in the request's environments, and else a learner that does not act.
  /// - Throws: `ConfigurationError` if settings, spaces or demonstrations do not suit the agent.
  func makeLearner(
    for request: inout TrainingRequest, _ configuration: Configuration, using generator: inout RandomGenerator
  ) throws -> any Learner

  /// Reads a policy of the agent for a task.
  ///
  /// - Throws: `PolicyFileError` or `SafetensorsError` if the file holds none for such a task.
  func policy(from file: SafetensorsFile, for task: TaskSpecification) throws -> any Policy
}

/// A reader of the world in a run's checkpoint, given the run's settings by name and the number of actions.
public typealias WorldModelReader =
  @Sendable (
    _ checkpoint: SafetensorsFile, _ settings: [String: String], _ actionCount: Int
  ) throws -> DreamWorld

/// A reader of the levels in a run's checkpoint, the oldest first.
public typealias MadeLevelsReader = @Sendable (_ checkpoint: SafetensorsFile) throws -> [[Float]]

extension AgentDefinition {
  /// The outcomes of its own actions.
  public var learnsFrom: LearningSources { .acting }
  /// Those of the type.
  public var defaultConfiguration: Configuration { Configuration() }
  /// The usual plan.
  public var defaultPlan: TrainingPlan { TrainingPlan() }
  /// False: whatever the space of actions is.
  public var actsWithOneCategory: Bool { false }
  /// True: most agents have one.
  public var hasNetwork: Bool { true }
  /// None.
  public var worldModel: WorldModelReader? { nil }
  /// None.
  public var madeLevels: MadeLevelsReader? { nil }
}

extension AgentEntry {
  /// A row of the catalogue: the one road from a task to a training run, and from a file to a policy.
  public init(_ definition: some AgentDefinition) {
    let (presets, defaults) = (definition.presets, definition.defaultConfiguration)
    self.init(definition) { preset, changes throws(ConfigurationError) in
      try changes.applied(to: presets.first { $0.name == preset }?.configuration ?? defaults)
    }
  }

  private init<Definition: AgentDefinition>(
    _ definition: Definition,
    configured:
      @escaping @Sendable (String?, ConfigurationOverrides) throws(ConfigurationError)
      -> Definition.Configuration
  ) {
    name = definition.name
    summary = definition.summary
    spaces = definition.spaces
    parameters = definition.defaultConfiguration.parameters
    learnsFrom = definition.learnsFrom
    presets = definition.presets.map {
      PresetSummary(name: $0.name, plan: $0.plan, environment: $0.environment, wrappers: $0.wrappers)
    }
    defaultPlan = definition.defaultPlan
    worldModel = definition.worldModel
    madeLevels = definition.madeLevels
    settings = { try configured($0, $1).texts }
    prepare = { request in
      if definition.hasNetwork { try ProductMemory.check() }
      let configuration = try configured(request.preset, request.overrides)
      var (request, generator) = (request, request.parameterGenerator)
      if definition.actsWithOneCategory { try request.countActionsFromZero(for: definition.name) }
      let learner = try definition.makeLearner(for: &request, configuration, using: &generator)
      return request.run(learner)
    }
    loadPolicy = { file, task in
      if definition.hasNetwork { try ProductMemory.check() }
      guard definition.actsWithOneCategory else { return try definition.policy(from: file, for: task) }
      guard case .discrete(let count, let start) = task.actionSpace else {
        throw PolicyFileError("It chooses among categories, but the environment acts with \(task.actionSpace).")
      }
      let counted = task.changing(actionSpace: .discrete(count: count, start: 0))
      return try definition.policy(from: file, for: counted).counting(from: start)
    }
  }
}
