import Raster
import Simulation

/// An environment of the catalogue: its specification, and its factory.
public struct CatalogEntry: Sendable {
  /// The specification of the environment.
  public let specification: EnvironmentSpecification
  /// The frame rate for those who watch, in steps per second.
  public let framesPerSecond: Int

  private let configured: @Sendable (ConfigurationOverrides) throws(ConfigurationError) -> ConfiguredTask

  /// Describes an environment of one type; the rows of a batch are copies, so that they share its tables.
  init<Task: ConfigurableEnvironment & Watchable>(
    _ id: String, _ task: Task.Type, _ configuration: Task.Configuration = Task.Configuration(), summary: String,
    timeLimit: Int? = nil, rewardThreshold: Double? = nil, framesPerSecond: Int, keys: KeyMap,
    heuristic: (@Sendable () -> any Policy)? = nil, posing: Posing<Task>? = nil
  ) {
    let variant = TaskVariant(task, keys: keys, heuristic: heuristic, posing: posing)
    self.init(
      id, configuration, summary: summary, timeLimit: timeLimit, rewardThreshold: rewardThreshold,
      framesPerSecond: framesPerSecond, choosing: { _ in variant })
  }

  /// Describes an environment of one type that cannot be copied; each row of a batch is made anew.
  init<Task: ConfigurableEnvironment & Watchable & ~Copyable>(
    _ id: String, _ task: Task.Type, _ configuration: Task.Configuration = Task.Configuration(), summary: String,
    timeLimit: Int? = nil, rewardThreshold: Double? = nil, framesPerSecond: Int, keys: KeyMap,
    heuristic: (@Sendable () -> any Policy)? = nil, posing: Posing<Task>? = nil
  ) {
    let variant = TaskVariant(task, keys: keys, heuristic: heuristic, posing: posing)
    self.init(
      id, configuration, summary: summary, timeLimit: timeLimit, rewardThreshold: rewardThreshold,
      framesPerSecond: framesPerSecond, choosing: { _ in variant })
  }

  /// Describes an environment whose configuration chooses between two types.
  init<Configuration: ActionChoosing>(
    _ id: String, _ configuration: Configuration = Configuration(), summary: String, timeLimit: Int? = nil,
    rewardThreshold: Double? = nil, framesPerSecond: Int, discrete: TaskVariant<Configuration>,
    continuous: TaskVariant<Configuration>
  ) {
    self.init(
      id, configuration, summary: summary, timeLimit: timeLimit, rewardThreshold: rewardThreshold,
      framesPerSecond: framesPerSecond, choosing: { $0.continuous ? continuous : discrete })
  }

  private init<Configuration: EnvironmentConfiguration>(
    _ id: String, _ configuration: Configuration, summary: String, timeLimit: Int?, rewardThreshold: Double?,
    framesPerSecond: Int, choosing variant: @escaping @Sendable (Configuration) -> TaskVariant<Configuration>
  ) {
    let task = variant(configuration).configured(id, configuration, timeLimit)
    specification = EnvironmentSpecification(
      id: id, summary: summary, timeLimit: timeLimit, rewardThreshold: rewardThreshold,
      observationSpace: task.observationSpace, actionSpace: task.actionSpace,
      parameters: configuration.parameters)
    self.framesPerSecond = framesPerSecond
    configured = { overrides throws(ConfigurationError) in
      let configuration = try overrides.applied(to: configuration)
      let task = variant(configuration).configured(id, configuration, timeLimit)
      try ComputabilityTrial.check(task, overrides)
      return task
    }
  }

  /// The environment with changes of its configuration.
  ///
  /// - Throws: If a change names no parameter, a value does not work, or the world cannot be computed with all of them.
  public func task(
    _ overrides: ConfigurationOverrides = ConfigurationOverrides()
  ) throws(ConfigurationError) -> ConfiguredTask {
    try configured(overrides)
  }

  /// Makes a batch of the environment.
  ///
  /// - Parameters:
  ///   - count: How many environments.
  ///   - threads: How many threads step them.
  ///   - overrides: Changes of the configuration.
  /// - Throws: If a change names no parameter or a value does not work.
  public func makeVector(
    count: Int, threads: Int = 1, _ overrides: ConfigurationOverrides = ConfigurationOverrides()
  ) throws(ConfigurationError) -> VectorTask {
    try task(overrides).makeVector(count: count, threads: threads)
  }

  /// Makes one environment to be watched.
  public func makeStage(
    _ overrides: ConfigurationOverrides = ConfigurationOverrides()
  ) throws(ConfigurationError) -> any Stage {
    try task(overrides).makeStage()
  }
}
