/// A vector of environments, stepped together, whatever their type: several copies of one task.
///
/// Everything above environments sees this: rows and spaces, and no type of the environment's. The closures are made
/// where that type is known, so that the loop behind them is specialised; the price is one call a batch. It is a
/// reference, as the environments are: copies of the variable step the same ones.
///
/// ```swift
/// let task = VectorTask("CartPole-v1", count: 64) { _ in TimeLimit(CartPole(), steps: 500) }
/// var (batch, actions) = (task.makeBatch(), task.makeActions())
/// task.reset(seed: 1, into: &batch)
/// task.sampleActions(into: &actions, allowing: batch.masks, using: &generator)
/// task.step(actions, into: &batch)
/// ```
///
/// Counterpart of `gymnasium.vector.VectorEnv` with same-step autoreset.
public final class VectorTask {
  /// The spaces and row layouts.
  public let specification: TaskSpecification
  /// The number of environments.
  public let count: Int
  /// The random streams of the episodes, for exact resuming; `nil` where the environments do not show them.
  public let streams: EpisodeStreams?
  /// Copies of the environments, for those who look ahead.
  public let copies: EnvironmentCopies

  /// The random policy, made once: it draws at every step of those who act at random.
  private let random: RandomPolicy?
  private let resetAll: (UInt64?, inout StepBatch) -> Void
  private let stepAll: (borrowing RowBuffer, inout StepBatch) -> Void

  /// Makes a task of its parts: environments in another language or process, or another task behind a change.
  ///
  /// - Parameters:
  ///   - specification: The spaces.
  ///   - count: The number of environments.
  ///   - streams: Access to the random streams; `nil` if they are not shown.
  ///   - copies: Copies of the environments, if there are any.
  ///   - reset: Starts an episode in every environment; environment *i* is seeded with `seed + i`.
  ///   - step: Advances every environment by one step and starts the next episode where one ended.
  public init(
    _ specification: TaskSpecification, count: Int, streams: EpisodeStreams? = nil,
    copies: EnvironmentCopies = .none,
    reset: @escaping (_ seed: UInt64?, _ batch: inout StepBatch) -> Void,
    step: @escaping (_ actions: borrowing RowBuffer, _ batch: inout StepBatch) -> Void
  ) {
    self.specification = specification
    self.count = count
    self.streams = streams
    self.copies = copies
    random = specification.actionSpace.space.map(RandomPolicy.init)
    resetAll = reset
    stepAll = step
  }

  /// Allocates a batch of the right size.
  public func makeBatch() -> StepBatch {
    StepBatch(count: count, observations: specification.observationLayout, maskSize: specification.maskSize)
  }

  /// Allocates room for one action per environment.
  public func makeActions() -> RowBuffer { RowBuffer(specification.actionLayout, count: count) }

  /// Starts an episode in every environment.
  ///
  /// - Parameters:
  ///   - seed: Environment *i* is seeded with `seed + i`, as in Gymnasium; `nil` continues all streams.
  ///   - batch: Receives the first observations; its rewards become 0 and its statuses `.running`.
  public func reset(seed: UInt64?, into batch: inout StepBatch) {
    check(batch)
    resetAll(seed, &batch)
  }

  /// Advances every environment by one step and starts the next episode where one ended.
  ///
  /// - Parameters:
  ///   - actions: One action per environment.
  ///   - batch: Receives observations, final observations, rewards, statuses and masks.
  public func step(_ actions: borrowing RowBuffer, into batch: inout StepBatch) {
    check(batch)
    precondition(
      actions.count == count && actions.layout == specification.actionLayout,
      "\(count) environments need \(count) actions of \(specification.actionLayout), not \(actions.count) of "
        + "\(actions.layout)")
    stepAll(actions, &batch)
  }

  /// Draws an action for every environment, as `action_space.sample(mask)` does.
  ///
  /// - Parameters:
  ///   - actions: Receives an action for each environment.
  ///   - masks: What is allowed: the masks of the last batch.
  ///   - generator: The source of randomness.
  /// - Precondition: The space of actions is one of this package's (``SpaceDescriptor/space``).
  public func sampleActions(
    into actions: inout RowBuffer, allowing masks: ActionMasks, using generator: inout RandomGenerator
  ) {
    guard let random else { preconditionFailure("actions of \(specification.actionSpace) cannot be drawn") }
    random.draw(into: &actions, allowing: masks, using: &generator)
  }

  private func check(_ batch: borrowing StepBatch) {
    precondition(
      batch.count == count && batch.observations.layout == specification.observationLayout
        && batch.finalObservations.layout == specification.observationLayout
        && batch.actionMasks?.stride ?? 0 == specification.maskSize,
      "a batch of \(batch.count) rows of \(batch.observations.layout) does not fit \(count) environments with "
        + "observations of \(specification.observationLayout)")
  }
}

extension VectorTask {
  /// Makes environments; call it where their type is concrete.
  ///
  /// On several threads it gives exactly what it gives on one: every environment has its own random stream and writes its
  /// own row. Threads pay when a step of the batch takes longer than sharing it out, some microseconds.
  ///
  /// - Parameters:
  ///   - id: The versioned name of the task, if it has one.
  ///   - count: The number of environments.
  ///   - threads: The number of threads that step them; each takes a few neighbouring rows whenever it is free. They live
  ///     as long as the task and sleep while it is not stepped.
  ///   - makeEnvironment: Makes the environment of a row.
  /// - Precondition: `count` and `threads` are positive, and all environments have the same spaces.
  @inlinable
  public convenience init<Element: Environment & ~Copyable>(
    _ id: String = "", count: Int, threads: Int = 1, _ makeEnvironment: (Int) throws -> Element
  ) rethrows {
    precondition(threads > 0, "environments need at least one thread to step them, not \(threads)")
    let rows = try EnvironmentRows(count: count, makeEnvironment)
    // The team's threads outlive the task by a moment; environments must not.
    let team =
      threads > 1 && count > 1
      ? ThreadTeam<BatchAddresses>(threads: min(threads, count)) { [unowned rows] in rows.step($1, $0) } : nil
    self.init(
      TaskSpecification(id, of: rows.environments[0]), count: count, streams: EpisodeStreams(of: rows),
      copies: EnvironmentCopies { rows.copy(of: $0) },
      reset: { seed, batch in
        let addresses = BatchAddresses(&batch)
        for row in 0..<count { rows.reset(row, seed: seed.map { $0 &+ UInt64(row) }, addresses) }
      },
      step: { rows.step($0, &$1, team) })
  }

  /// Advances every environment by one step with an array of actions, which is copied.
  ///
  /// - Precondition: The actions consist of such numbers, one after the other.
  public func step<Number: RowScalar>(_ actions: [Number], into batch: inout StepBatch) {
    var rows = makeActions()
    rows.replaceNumbers(with: actions)
    step(rows, into: &batch)
  }
}

/// The random streams of a task's episodes: with the actions since, all that playing an episode again takes.
public struct EpisodeStreams {
  private let readStarts: () -> [RandomGenerator]
  private let beginEpisode: (Int, RandomGenerator, inout StepBatch) -> Void

  /// Makes the streams of what reads and sets them.
  ///
  /// - Parameters:
  ///   - starts: Reads the stream with which each environment's current episode began.
  ///   - begin: Starts an episode in one environment with a given stream.
  public init(
    starts: @escaping () -> [RandomGenerator],
    begin: @escaping (_ row: Int, _ start: RandomGenerator, _ batch: inout StepBatch) -> Void
  ) {
    readStarts = starts
    beginEpisode = begin
  }

  /// The streams of environments; `nil` if they do not show them.
  @inlinable
  init?<Element: Environment & ~Copyable>(of rows: EnvironmentRows<Element>) {
    guard rows.environments[0].stream != nil else { return nil }
    self.init(
      starts: { Array(rows.starts) },
      begin: { row, start, batch in
        rows.environments[row].stream = start
        rows.reset(row, seed: nil, BatchAddresses(&batch))
      })
  }

  /// The stream with which each environment's current episode began.
  public var starts: [RandomGenerator] { readStarts() }

  /// Starts an episode in one environment with a given stream, in the middle of the others' episodes.
  ///
  /// - Parameters:
  ///   - row: The environment's number in the batch.
  ///   - start: The stream that the environment goes on with.
  ///   - batch: Receives the row's first observation; the row's reward becomes 0 and its status `.running`.
  public func beginEpisode(inRow row: Int, from start: RandomGenerator, into batch: inout StepBatch) {
    precondition((0..<batch.count).contains(row), "there is no environment \(row) among \(batch.count)")
    beginEpisode(row, start, &batch)
  }
}
