import Raster
import Simulation

/// An environment of the catalogue: its specification, and its factory.
///
/// It makes no environment before it is asked for something that only an environment knows: a catalogue of many costs
/// nothing.
///
/// ```swift
/// CatalogEntry("Guess-v0", GuessTheNumber.self, summary: "Guess a number.", timeLimit: 20, drawing: .own)
/// ```
public struct CatalogEntry: Sendable {
  /// The versioned name, such as `CartPole-v1`.
  public let id: String
  /// The mean return from which the task counts as solved, if one is agreed on.
  public let rewardThreshold: Double?
  /// The frame rate for those who watch, in steps per second.
  public let framesPerSecond: Int

  private let describe: @Sendable () -> EnvironmentSpecification
  private let configured: @Sendable (ConfigurationOverrides) throws(ConfigurationError) -> ConfiguredTask

  /// Describes an environment that is made from a configuration.
  ///
  /// - Parameters:
  ///   - id: The versioned name, such as `CartPole-v1`.
  ///   - task: The environment's type.
  ///   - configuration: The parameters that changes start from.
  ///   - summary: The task in one sentence.
  ///   - timeLimit: The number of steps after which an episode is truncated; `nil` for never.
  ///   - rewardThreshold: The mean return from which the task counts as solved, if one is agreed on.
  ///   - framesPerSecond: The frame rate for those who watch, in steps per second.
  ///   - drawing: The pictures of the task, `.own` where it is ``Watchable``; without them its numbers are shown.
  ///   - keys: The keyboard controls; without them it cannot be played.
  ///   - heuristic: Makes a script that does the task, if one is known.
  ///   - posing: The way into a state that is only imagined, `.byObservation` where it is ``Posable``.
  @inlinable
  public init<Task: ConfigurableEnvironment & ~Copyable>(
    _ id: String, _ task: Task.Type, _ configuration: Task.Configuration = Task.Configuration(), summary: String,
    timeLimit: Int? = nil, rewardThreshold: Double? = nil, framesPerSecond: Int = 30, drawing: Drawing<Task>? = nil,
    keys: KeyMap = .none, heuristic: (@Sendable (Task.Configuration) -> any Policy)? = nil,
    posing: Posing<Task>? = nil
  ) {
    self.init(
      id, configuration, summary: summary, timeLimit: timeLimit, rewardThreshold: rewardThreshold,
      framesPerSecond: framesPerSecond
    ) { terms, configuration in
      ConfiguredTask(
        terms, task, configuration, drawing: drawing, keys: keys,
        heuristic: heuristic.map { heuristic in { heuristic(configuration) } }, posing: posing)
    }
  }

  /// Describes an environment without a configuration.
  ///
  /// - Parameters:
  ///   - id: The versioned name, such as `CartPole-v1`.
  ///   - summary: The task in one sentence.
  ///   - timeLimit: The number of steps after which an episode is truncated; `nil` for never.
  ///   - rewardThreshold: The mean return from which the task counts as solved, if one is agreed on.
  ///   - framesPerSecond: The frame rate for those who watch, in steps per second.
  ///   - drawing: The pictures of the task, `.own` where it is ``Watchable``; without them its numbers are shown.
  ///   - keys: The keyboard controls; without them it cannot be played.
  ///   - heuristic: Makes a script that does the task, if one is known.
  ///   - make: Makes the environment.
  @inlinable
  public init<Task: Environment & ~Copyable>(
    _ id: String, summary: String, timeLimit: Int? = nil, rewardThreshold: Double? = nil, framesPerSecond: Int = 30,
    drawing: Drawing<Task>? = nil, keys: KeyMap = .none, heuristic: (@Sendable () -> any Policy)? = nil,
    make: @escaping @Sendable () -> Task
  ) {
    self.init(
      id, NoConfiguration(), summary: summary, timeLimit: timeLimit, rewardThreshold: rewardThreshold,
      framesPerSecond: framesPerSecond
    ) { terms, _ in
      ConfiguredTask(terms, drawing: drawing, keys: keys, heuristic: heuristic) { { _ in make() } }
    }
  }

  /// Describes an environment whose configuration chooses its type.
  @usableFromInline
  init<Configuration: EnvironmentConfiguration>(
    _ id: String, _ configuration: Configuration, summary: String, timeLimit: Int?, rewardThreshold: Double?,
    framesPerSecond: Int, task: @escaping @Sendable (TaskTerms, Configuration) -> ConfiguredTask
  ) {
    let terms = TaskTerms(id: id, timeLimit: timeLimit, family: nil)
    (self.id, self.rewardThreshold, self.framesPerSecond) = (id, rewardThreshold, framesPerSecond)
    describe = {
      let plain = task(terms, configuration)
      return EnvironmentSpecification(
        id: id, summary: summary, timeLimit: timeLimit, rewardThreshold: rewardThreshold,
        observationSpace: plain.observationSpace, actionSpace: plain.actionSpace,
        parameters: configuration.parameters)
    }
    configured = { overrides throws(ConfigurationError) in
      let family = try SettingFamily(try overrides.applied(to: configuration), by: overrides.variations)
      var changed = task(terms.varied(by: family), family.base)
      changed.warnings = family.base.warnings
      try ComputabilityTrial.check(changed, overrides)
      try Self.check(family, overrides, of: changed) { task(terms, $0) }
      return changed
    }
  }

  /// Throws unless all members of a family have the task's spaces, and its extreme ones can be computed.
  private static func check<Configuration: EnvironmentConfiguration>(
    _ family: SettingFamily<Configuration>, _ overrides: ConfigurationOverrides, of task: ConfiguredTask,
    _ make: (Configuration) -> ConfiguredTask
  ) throws(ConfigurationError) {
    guard !family.isSingle else { return }
    for (name, members) in family.ends
    where members.contains(where: { make($0).specification != task.specification }) {
      throw ConfigurationError(
        "\(name) cannot be varied: it changes what is observed or acted with, and all episodes of a task are of one "
          + "kind; set it with --env-set.")
    }
    for corner in family.corners { try ComputabilityTrial.check(make(corner), overrides) }
  }

  /// The specification of the environment, which is made to be asked for its spaces.
  public var specification: EnvironmentSpecification { describe() }

  /// The environment with changes of its configuration, and wrappers around it.
  ///
  /// - Throws: If a change names no parameter, a value does not work, the world cannot be computed with all of them, or a
  ///   wrapper does not fit it.
  public func task(
    _ overrides: ConfigurationOverrides = ConfigurationOverrides(), wrappers: WrapperList = WrapperList()
  ) throws(ConfigurationError) -> ConfiguredTask {
    try configured(overrides).wrapped(by: wrappers)
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

/// The terms on which a task is in the catalogue.
@usableFromInline
struct TaskTerms: Sendable {
  @usableFromInline let id: String
  @usableFromInline let timeLimit: Int?
  /// A `SettingFamily` of the environment's configuration; `nil` if all episodes have the same.
  @usableFromInline private(set) var family: (any Sendable)?

  /// Returns the terms of a task whose configuration is drawn, if there is anything to draw.
  func varied<Configuration>(by family: SettingFamily<Configuration>) -> TaskTerms {
    TaskTerms(id: id, timeLimit: timeLimit, family: family.isSingle ? nil : family)
  }
}

/// The configuration of an environment that has none.
@usableFromInline
struct NoConfiguration: EnvironmentConfiguration {
  @usableFromInline init() {}
}
