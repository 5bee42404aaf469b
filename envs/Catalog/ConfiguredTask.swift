import Raster
import Simulation

/// An environment of the catalogue with its parameters set: its spaces, its keys, its policies, and its factories.
public struct ConfiguredTask: Sendable {
  /// The id, the spaces and the row layouts.
  public let specification: TaskSpecification
  /// The keyboard controls.
  public let keys: KeyMap
  /// Makes a script that does the task, if there is one.
  public let heuristic: (@Sendable () -> any Policy)?
  /// Makes a policy that draws every action at random.
  public let randomPolicy: @Sendable () -> any Policy

  /// Sentences about parameters that work, but are not what the task was made for.
  public let warnings: [String]

  /// The factory of environments with selectable levels; `nil` if the task's levels cannot be chosen.
  public let levels: LevelledTask?

  private let vector: @Sendable (_ count: Int, _ threads: Int) -> VectorTask
  private let stage: @Sendable () -> any Stage
  private let levelStage: (@Sendable (any LevelSource) -> any Stage)?

  /// The space of observations.
  public var observationSpace: SpaceDescriptor { specification.observationSpace }
  /// The space of actions.
  public var actionSpace: SpaceDescriptor { specification.actionSpace }

  /// Makes a batch of the environment.
  ///
  /// - Parameters:
  ///   - count: How many environments.
  ///   - threads: How many threads step them.
  public func makeVector(count: Int, threads: Int = 1) -> VectorTask { vector(count, threads) }

  /// Makes one environment to be watched.
  public func makeStage() -> any Stage { stage() }

  /// Makes one environment to be watched that takes its level from a source at each reset; `nil` if its levels cannot
  /// be chosen.
  public func makeStage(levelsFrom source: any LevelSource) -> (any Stage)? { levelStage?(source) }
}

extension ConfiguredTask {
  /// Erases a task where its type is concrete, so that the loops behind the closures are specialised.
  ///
  /// - Parameters:
  ///   - id: The versioned name.
  ///   - configuration: Valid parameters.
  ///   - variant: How the task is played and done.
  ///   - posing: How it is put into a state, if it can be.
  ///   - makeRows: What makes the rows of a batch, from the number of each.
  ///   - levels: What those who make levels need to know.
  ///   - levelStage: Makes one environment to be watched, with levels from a source.
  init<Task: ConfigurableEnvironment & Watchable & ~Copyable>(
    _ id: String, _ task: Task.Type, _ configuration: Task.Configuration, timeLimit: Int?, keys: KeyMap,
    heuristic: (@Sendable () -> any Policy)?, posing: Posing<Task>?, levels: LevelledTask? = nil,
    levelStage: (@Sendable (any LevelSource) -> any Stage)? = nil,
    makeRows: @escaping @Sendable () -> (Int) -> TimeLimit<Task>
  ) {
    let sample = Task(configuration)
    let actionSpace = sample.actionSpace
    specification = TaskSpecification(
      id: id, observationSpace: sample.observationSpace.descriptor, actionSpace: actionSpace.descriptor,
      maskSize: sample.masksActions ? actionSpace.flattenedCount : 0)
    self.keys = keys
    self.heuristic = heuristic
    randomPolicy = { RandomPolicy(actionSpace) }
    warnings = configuration.warnings
    self.levels = levels
    self.levelStage = levelStage
    stage = { LimitedStage(TimeLimit(Task(configuration), steps: timeLimit ?? .max), posing: posing) }
    vector = { count, threads in VectorTask(id, count: count, threads: threads, makeRows()) }
  }
}
