import Dispatch
import Synchronization

/// A batch of environments stepped on several threads, each taking a few neighbouring rows whenever it is free.
///
/// It gives exactly what ``SerialVectorEnvironment`` gives: every environment has its own random stream and
/// writes its own row. Threads pay when a step of the batch costs more than waking them, some microseconds.
public struct ParallelVectorEnvironment<Element: Environment & ~Copyable>: VectorEnvironment, ~Copyable {
  /// The space of one environment's observations.
  public typealias ObservationSpace = Element.ObservationSpace
  /// The space of one environment's actions.
  public typealias ActionSpace = Element.ActionSpace

  @usableFromInline let rows: EnvironmentRows<Element>

  /// How many threads step the batch.
  public let threads: Int
  /// The space of one environment's observations.
  public let observationSpace: ObservationSpace
  /// The space of one environment's actions.
  public let actionSpace: ActionSpace

  /// Makes `count` environments, stepped on `threads` threads.
  @inlinable
  public init(count: Int, threads: Int, _ makeEnvironment: (Int) throws -> Element) rethrows {
    self.init(try EnvironmentRows(count: count, makeEnvironment), threads: threads)
  }

  @inlinable
  init(_ rows: consuming EnvironmentRows<Element>, threads: Int) {
    precondition(threads > 0, "a parallel vector environment needs at least one thread, not \(threads)")
    self.threads = min(threads, rows.count)
    observationSpace = rows.environments[0].observationSpace
    actionSpace = rows.environments[0].actionSpace
    self.rows = rows
  }

  /// How many environments there are.
  public var count: Int { rows.count }

  /// Starts an episode in every environment; environment *i* is seeded with `seed + i`.
  @inlinable
  public mutating func reset(seed: UInt64?, into batch: inout StepBatch<ObservationSpace.Scalar>) {
    rows.reset(seed: seed, into: &batch)
  }

  /// Advances every environment by one step and starts the next episode where one ended.
  @inlinable
  public mutating func step(
    _ actions: Span<ActionSpace.Scalar>, into batch: inout StepBatch<ObservationSpace.Scalar>
  ) {
    let (count, threads) = (rows.count, threads)
    // Some steps cost more than others: an episode's first one, a collision. Small shares even that out.
    let share = max(1, count / (8 * threads))
    nonisolated(unsafe) let stepRows = rows.stepRows
    rows.withAddresses(actions, &batch) { addresses in
      // Each row is touched by one thread alone, and concurrentPerform returns when all are done.
      nonisolated(unsafe) let addresses = addresses
      let next = Atomic(0)
      DispatchQueue.concurrentPerform(iterations: threads) { _ in
        while true {
          let start = next.add(share, ordering: .relaxed).oldValue
          guard start < count else { break }
          stepRows(addresses, start..<min(start + share, count))
        }
      }
    }
  }

  /// The random stream with which each environment's current episode began; `nil` unless they are randomized.
  public var episodeStarts: [RandomGenerator]? { rows.episodeStarts }

  /// Starts an episode in one environment with a given random stream.
  @inlinable
  public mutating func beginEpisode(
    inRow row: Int, from start: RandomGenerator, into batch: inout StepBatch<ObservationSpace.Scalar>
  ) {
    rows.beginEpisode(inRow: row, from: start, into: &batch)
  }

  /// Gives access to one of the environments, to read its state or to draw it.
  @inlinable
  public mutating func withEnvironment<Result>(_ row: Int, _ body: (inout Element) throws -> Result) rethrows
    -> Result
  {
    try rows.withEnvironment(row, body)
  }
}

extension ParallelVectorEnvironment where Element: RandomizedEnvironment & ~Copyable {
  /// Makes `count` environments, stepped on `threads` threads, that know with which random streams their episodes
  /// began.
  @inlinable
  public init(count: Int, threads: Int, _ makeEnvironment: (Int) throws -> Element) rethrows {
    self.init(try EnvironmentRows(count: count, streams: .shown, makeEnvironment), threads: threads)
  }
}
