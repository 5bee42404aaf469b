import Simulation
import Synchronization

/// Counts the environments that were made and those that are gone.
public final class Ledger: Sendable {
  private let counts = Mutex((made: 0, gone: 0))

  /// Makes an empty ledger.
  public init() {}

  /// How many environments were made.
  public var made: Int { counts.withLock { $0.made } }
  /// How many environments were deinitialised.
  public var gone: Int { counts.withLock { $0.gone } }

  func add() { counts.withLock { $0.made += 1 } }
  func remove() { counts.withLock { $0.gone += 1 } }
}

/// A noncopyable environment, as those that own memory of a C library, that keeps a ledger of its life.
public struct Tenant: Environment, ~Copyable {
  private let ledger: Ledger
  private var drifter = Drifter()

  /// Makes an environment and notes it in a ledger.
  public init(_ ledger: Ledger) {
    self.ledger = ledger
    ledger.add()
  }

  deinit { ledger.remove() }

  /// The space of a drifter.
  public var observationSpace: Box<Float> { drifter.observationSpace }
  /// The space of a drifter.
  public var actionSpace: Box<Float> { drifter.actionSpace }

  /// Starts as a drifter does.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Float>) {
    drifter.reset(seed: seed, into: &observation)
  }

  /// Moves as a drifter does.
  public mutating func step(_ action: Span<Float>, into observation: inout MutableSpan<Float>) -> StepResult {
    drifter.step(action, into: &observation)
  }
}
