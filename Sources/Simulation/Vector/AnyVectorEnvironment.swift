/// A vector environment whose type is known only by the scalars it exchanges, and its loop by closures.
///
/// The closures are made where the concrete type is known, so that the whole loop behind them is specialised; the
/// price is one call per batch.
public struct ErasedVectorEnvironment<Observation: SpaceScalar, Action: SpaceScalar> {
  /// How many environments there are.
  public let count: Int
  /// The space of one environment's observations.
  public let observationSpace: any Space<Observation>
  /// The space of one environment's actions.
  public let actionSpace: any Space<Action>

  private let resetBatch: (UInt64?, inout StepBatch<Observation>) -> Void
  @usableFromInline let stepBatch: (Span<Action>, inout StepBatch<Observation>) -> Void
  private let readStarts: () -> [RandomGenerator]?
  private let beginRow: (Int, RandomGenerator, inout StepBatch<Observation>) -> Void

  /// Erases a vector environment; call it where `Vectorized` is a concrete type.
  @inlinable
  public init<Vectorized: VectorEnvironment & ~Copyable>(_ environments: consuming Vectorized)
  where Vectorized.ObservationSpace.Scalar == Observation, Vectorized.ActionSpace.Scalar == Action {
    let count = environments.count
    let (observationSpace, actionSpace) = (environments.observationSpace, environments.actionSpace)
    let owner = VectorEnvironmentOwner(environments)
    self.init(
      count: count, observationSpace: observationSpace, actionSpace: actionSpace,
      reset: { owner.environments.reset(seed: $0, into: &$1) },
      step: { owner.environments.step($0, into: &$1) },
      starts: { owner.environments.episodeStarts },
      begin: { owner.environments.beginEpisode(inRow: $0, from: $1, into: &$2) })
  }

  @usableFromInline
  init(
    count: Int, observationSpace: any Space<Observation>, actionSpace: any Space<Action>,
    reset: @escaping (UInt64?, inout StepBatch<Observation>) -> Void,
    step: @escaping (Span<Action>, inout StepBatch<Observation>) -> Void,
    starts: @escaping () -> [RandomGenerator]?,
    begin: @escaping (Int, RandomGenerator, inout StepBatch<Observation>) -> Void
  ) {
    self.count = count
    self.observationSpace = observationSpace
    self.actionSpace = actionSpace
    resetBatch = reset
    stepBatch = step
    readStarts = starts
    beginRow = begin
  }

  /// Allocates a batch of the right size.
  public func makeBatch() -> StepBatch<Observation> {
    StepBatch(count: count, observationSize: observationSpace.scalarCount)
  }

  /// Allocates room for one action per environment.
  public func makeActions() -> [Action] {
    [Action](repeating: .zero, count: count * actionSpace.scalarCount)
  }

  /// Starts an episode in every environment; environment *i* is seeded with `seed + i`.
  public func reset(seed: UInt64?, into batch: inout StepBatch<Observation>) {
    resetBatch(seed, &batch)
  }

  /// Advances every environment by one step and starts the next episode where one ended.
  @inlinable
  public func step(_ actions: Span<Action>, into batch: inout StepBatch<Observation>) {
    stepBatch(actions, &batch)
  }

  /// The random stream with which each environment's current episode began; `nil` unless they are randomized.
  public var episodeStarts: [RandomGenerator]? { readStarts() }

  /// Starts an episode in one environment with a given random stream, in the middle of the others' episodes.
  ///
  /// - Precondition: ``episodeStarts`` is not `nil`.
  public func beginEpisode(inRow row: Int, from start: RandomGenerator, into batch: inout StepBatch<Observation>) {
    beginRow(row, start, &batch)
  }

  /// Advances every environment by one step with an array of actions.
  @inlinable
  public func step(_ actions: [Action], into batch: inout StepBatch<Observation>) {
    stepBatch(actions.span, &batch)
    actions.keepAlive()
  }
}

/// Holds a noncopyable vector environment for the closures that share it.
@usableFromInline
final class VectorEnvironmentOwner<Vectorized: VectorEnvironment & ~Copyable> {
  @usableFromInline var environments: Vectorized

  @inlinable
  init(_ environments: consuming Vectorized) { self.environments = environments }
}

/// A vector environment of any of the scalar types that environments exchange; switched on once a run.
public enum AnyVectorEnvironment {
  /// Numbers observed, categories acted with.
  case floatInt(ErasedVectorEnvironment<Float, Int>)
  /// Numbers observed and acted with.
  case floatFloat(ErasedVectorEnvironment<Float, Float>)
  /// Categories observed and acted with.
  case intInt(ErasedVectorEnvironment<Int, Int>)

  /// Files an erased environment under its scalar types.
  ///
  /// - Precondition: The types are among the cases.
  public init<Observation, Action>(_ environments: ErasedVectorEnvironment<Observation, Action>) {
    switch environments {
    case let environments as ErasedVectorEnvironment<Float, Int>: self = .floatInt(environments)
    case let environments as ErasedVectorEnvironment<Float, Float>: self = .floatFloat(environments)
    case let environments as ErasedVectorEnvironment<Int, Int>: self = .intInt(environments)
    default:
      preconditionFailure("no case for observations of \(Observation.self) and actions of \(Action.self)")
    }
  }
}
