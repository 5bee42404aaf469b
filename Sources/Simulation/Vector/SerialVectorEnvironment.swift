/// A batch of environments stepped one after the other on the caller's thread.
///
/// ```swift
/// var environments = SerialVectorEnvironment(count: 64) { _ in TimeLimit(CartPole(), steps: 500) }
/// var batch = environments.makeBatch()
/// environments.reset(seed: 1, into: &batch)
/// environments.step(actions, into: &batch)
/// ```
public struct SerialVectorEnvironment<Element: Environment & ~Copyable>: VectorEnvironment, ~Copyable {
  /// The space of one environment's observations.
  public typealias ObservationSpace = Element.ObservationSpace
  /// The space of one environment's actions.
  public typealias ActionSpace = Element.ActionSpace

  @usableFromInline let rows: EnvironmentRows<Element>

  /// The space of one environment's observations.
  public let observationSpace: ObservationSpace
  /// The space of one environment's actions.
  public let actionSpace: ActionSpace

  /// Makes `count` environments with a closure that receives the row's number.
  @inlinable
  public init(count: Int, _ makeEnvironment: (Int) throws -> Element) rethrows {
    rows = try EnvironmentRows(count: count, makeEnvironment)
    observationSpace = rows.environments[0].observationSpace
    actionSpace = rows.environments[0].actionSpace
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
    let count = rows.count
    rows.withAddresses(actions, &batch) { $0.step(0..<count) }
  }

  /// Gives access to one of the environments, to read its state or to draw it.
  @inlinable
  public mutating func withEnvironment<Result>(_ row: Int, _ body: (inout Element) throws -> Result) rethrows
    -> Result
  {
    try rows.withEnvironment(row, body)
  }
}
