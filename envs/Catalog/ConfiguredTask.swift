import Simulation

/// An environment of the catalogue with its parameters set: its spaces, its keys, its policies, and its factories.
public struct ConfiguredTask: Sendable {
  /// The id, the spaces and the row layouts.
  public private(set) var specification: TaskSpecification
  /// The number of steps after which an episode is truncated; `nil` if never.
  public private(set) var timeLimit: Int?
  /// The keyboard controls.
  public private(set) var keys: KeyMap
  /// Makes a script that does the task, if there is one.
  public private(set) var heuristic: (@Sendable () -> any Policy)?
  /// Makes a policy that draws every action at random.
  public private(set) var randomPolicy: @Sendable () -> any Policy
  /// Sentences about parameters that work, but are not what the task was made for.
  public internal(set) var warnings: [String] = []
  /// The numbers that are drawn for an episode, by name, given the random stream at its start; `nil` if none are.
  public private(set) var drawnParameters: (@Sendable (_ start: RandomGenerator) -> [String: Double])?
  /// The factory of environments with selectable levels; `nil` if the task's levels cannot be chosen.
  public private(set) var levels: LevelledTask?
  /// The game whose seats can be given to players; `nil` if the task is none.
  public internal(set) var game: SeatedGame?
  /// The wrappers around the environment, the innermost first.
  public private(set) var wrappers = WrapperList()
  /// True if the wrappers have actions told in another form.
  public private(set) var changesActions = false

  private var vector: @Sendable (_ count: Int, _ threads: Int) -> VectorTask
  private let rows: @Sendable () -> (Int) -> RowEnvironment
  private let stage: @Sendable (RowChange?, (any LevelSource)?) -> any Stage
  private var change: RowChange?

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

  /// True if its environments have copies to look ahead in.
  public var canBeForeseen: Bool {
    guard let change else { return rows()(0).canBeForeseen }
    return change.applied(to: rows()(0)).canBeForeseen
  }

  /// Makes one environment to be watched.
  public func makeStage() -> any Stage { stage(change, nil) }

  /// Makes one environment to be watched that takes its level from a source at each reset; `nil` if its levels cannot
  /// be chosen.
  public func makeStage(levelsFrom source: any LevelSource) -> (any Stage)? {
    levels == nil ? nil : stage(change, source)
  }

  /// Makes one game to be watched or played against a player who holds the other seats; `nil` if the task is no game.
  public func makeStage(against opponent: any Player) -> (any Stage)? { game?.makeStage(change, opponent) }

  @usableFromInline
  init(
    _ specification: TaskSpecification, timeLimit: Int?, actions: any Space, keys: KeyMap,
    heuristic: (@Sendable () -> any Policy)?, levels: LevelledTask?,
    drawnParameters: (@Sendable (RandomGenerator) -> [String: Double])?,
    vector: @escaping @Sendable (Int, Int) -> VectorTask, rows: @escaping @Sendable () -> (Int) -> RowEnvironment,
    stage: @escaping @Sendable (RowChange?, (any LevelSource)?) -> any Stage
  ) {
    self.specification = specification
    self.timeLimit = timeLimit
    self.keys = keys
    self.heuristic = heuristic
    randomPolicy = { RandomPolicy(actions) }
    self.levels = levels
    self.drawnParameters = drawnParameters
    self.vector = vector
    self.rows = rows
    self.stage = stage
  }
}

extension ConfiguredTask {
  /// Erases an environment that is made from a configuration, or from one that is drawn for each episode.
  @inlinable
  init<Task: ConfigurableEnvironment & ~Copyable>(
    _ terms: TaskTerms, _ task: Task.Type, _ configuration: Task.Configuration, drawing: Drawing<Task>?,
    keys: KeyMap,
    heuristic: (@Sendable () -> any Policy)? = nil, posing: Posing<Task>? = nil
  ) {
    guard let family = terms.family as? SettingFamily<Task.Configuration> else {
      self.init(
        terms, drawing: drawing, keys: keys, heuristic: heuristic, posing: posing,
        levelling: Task.levelling(configuration)
      ) { Task.maker(configuration) }
      return
    }
    self.init(
      terms, drawing: drawing.map(Drawing.init(inside:)), keys: keys, heuristic: heuristic,
      posing: posing.map(Posing.init(inside:)), drawnParameters: { family.numbers(startingFrom: $0) }
    ) { { _ in Varied<Task>(family) } }
  }

  /// Erases a task where its type is concrete, so that the loops behind the closures are specialised.
  ///
  /// - Parameters:
  ///   - terms: The name and the time limit.
  ///   - drawing: The pictures; `nil` for those of its numbers.
  ///   - keys: The keyboard controls.
  ///   - heuristic: Makes a script, if one is known.
  ///   - posing: The way into a state that is only imagined, if there is one.
  ///   - levelling: The access to levels, if they can be chosen.
  ///   - drawnParameters: The numbers that are drawn for an episode, if any are.
  ///   - makers: Makes what makes the environments of a batch, from the number of each.
  @inlinable
  init<Task: Environment & ~Copyable>(
    _ terms: TaskTerms, drawing: Drawing<Task>?, keys: KeyMap, heuristic: (@Sendable () -> any Policy)? = nil,
    posing: Posing<Task>? = nil, levelling: Levelling<Task>? = nil,
    drawnParameters: (@Sendable (RandomGenerator) -> [String: Double])? = nil,
    makers: @escaping @Sendable () -> (Int) -> Task
  ) {
    let (id, limit) = (terms.id, terms.timeLimit ?? .max)
    let sample = makers()(0)
    self.init(
      TaskSpecification(id, of: sample), timeLimit: terms.timeLimit, actions: sample.actionSpace, keys: keys,
      heuristic: heuristic,
      levels: levelling.map {
        LevelledTask($0, timeLimit: terms.timeLimit, heuristic: heuristic, makers: makers)
      }, drawnParameters: drawnParameters,
      vector: { count, threads in
        let make = makers()
        return VectorTask(id, count: count, threads: threads) { TimeLimit(make($0), steps: limit) }
      },
      rows: {
        let make = makers()
        return { RowEnvironment(TimeLimit(make($0), steps: limit)) }
      },
      stage: { change, source in
        let environment = LevelChoice(makers()(0), by: levelling, from: source)
        return TaskStage(
          id, TimeLimit(environment, steps: limit), drawing: drawing, posing: posing, changedBy: change,
          parameters: drawnParameters)
      })
  }

  /// Returns the task with wrappers around its environments.
  ///
  /// - Throws: If a wrapper does not fit; the sentence names the space.
  func wrapped(by wrappers: WrapperList) throws(ConfigurationError) -> ConfiguredTask {
    let sample = rows()(0)
    guard let change = try wrappers.change(of: sample.spaces) else { return self }
    let changed = change.applied(to: sample)
    var task = self
    task.specification = TaskSpecification(specification.id, of: changed)
    (task.wrappers, task.change) = (wrappers, change)
    task.changesActions = task.actionSpace != actionSpace
    task.timeLimit = wrappers.timeLimit(around: timeLimit)
    if wrappers.changesObservations || task.changesActions { task.heuristic = nil }
    if task.changesActions { task.keys = .none }
    if let actions = task.actionSpace.space { task.randomPolicy = { RandomPolicy(actions) } }
    task.levels = levels.map { LevelledTask($0, changedBy: change, heuristic: task.heuristic) }
    task.vector = { [rows, id = specification.id] count, threads in
      let make = rows()
      return VectorTask(id, count: count, threads: threads) { change.applied(to: make($0)) }
    }
    return task
  }
}
