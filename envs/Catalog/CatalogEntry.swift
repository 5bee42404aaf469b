import Raster
import Simulation

/// An environment of the catalogue: what is known of it, and how to make it.
public struct CatalogEntry: Sendable {
  /// What is known of it.
  public let specification: EnvironmentSpecification
  /// How fast it is watched, in steps per second.
  public let framesPerSecond: Int
  /// How it is played with the keyboard.
  public let keys: KeyMap
  /// A script that does the task, if there is one.
  public let heuristic: AnyPolicyMaker?

  private let makeVectorEnvironment:
    @Sendable (ConfigurationOverrides, Int, Int) throws(ConfigurationError) -> AnyVectorEnvironment
  private let makeStageOf: @Sendable (ConfigurationOverrides) throws(ConfigurationError) -> AnyStage

  /// Makes a policy.
  public typealias AnyPolicyMaker = @Sendable () -> AnyPolicy

  /// Describes an environment.
  ///
  /// The closures are made here, where the environment's type is concrete, so that the loops behind them are
  /// specialised.
  init<Task: ConfigurableEnvironment & Drawable>(
    _ id: String, _ task: Task.Type, _ configuration: Task.Configuration = Task.Configuration(),
    summary: String, timeLimit: Int? = nil, rewardThreshold: Double? = nil, framesPerSecond: Int, keys: KeyMap,
    heuristic: AnyPolicyMaker? = nil
  ) {
    let sample = Task(configuration)
    specification = EnvironmentSpecification(
      id: id, summary: summary, timeLimit: timeLimit, rewardThreshold: rewardThreshold,
      observationSpace: sample.observationSpace.descriptor, actionSpace: sample.actionSpace.descriptor,
      parameters: ConfigurationOverrides.parameters(of: configuration))
    self.framesPerSecond = framesPerSecond
    self.keys = keys
    self.heuristic = heuristic
    let limited: @Sendable (ConfigurationOverrides) throws(ConfigurationError) -> TimeLimit<Task> = {
      (overrides) throws(ConfigurationError) in
      let configuration = try overrides.applied(to: configuration)
      try configuration.validate()
      return TimeLimit(Task(configuration), steps: timeLimit ?? .max)
    }
    makeStageOf = { overrides throws(ConfigurationError) in AnyStage(LimitedStage(try limited(overrides))) }
    makeVectorEnvironment = { overrides, count, threads throws(ConfigurationError) in
      let prototype = try limited(overrides)
      return threads > 1
        ? AnyVectorEnvironment(
          ErasedVectorEnvironment(ParallelVectorEnvironment(count: count, threads: threads) { _ in prototype }))
        : AnyVectorEnvironment(ErasedVectorEnvironment(SerialVectorEnvironment(count: count) { _ in prototype }))
    }
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
  ) throws(ConfigurationError) -> AnyVectorEnvironment {
    try makeVectorEnvironment(overrides, count, threads)
  }

  /// Makes one environment to be watched.
  public func makeStage(
    _ overrides: ConfigurationOverrides = ConfigurationOverrides()
  ) throws(ConfigurationError) -> AnyStage {
    try makeStageOf(overrides)
  }
}
