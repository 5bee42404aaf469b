/// Several copies of one environment, stepped together.
///
/// Vector environments own no observations: the caller's ``StepBatch`` does.
public protocol VectorEnvironment: ~Copyable {
  /// The space of one environment's observations.
  associatedtype ObservationSpace: Space
  /// The space of one environment's actions.
  associatedtype ActionSpace: Space

  /// How many environments there are.
  var count: Int { get }

  /// The space of one environment's observations.
  var observationSpace: ObservationSpace { get }

  /// The space of one environment's actions.
  var actionSpace: ActionSpace { get }

  /// Starts an episode in every environment.
  ///
  /// - Parameters:
  ///   - seed: Environment *i* is seeded with `seed + i`, as in Gymnasium; `nil` continues all streams.
  ///   - batch: Receives the first observations; its rewards become 0 and its statuses `.running`.
  mutating func reset(seed: UInt64?, into batch: inout StepBatch<ObservationSpace.Scalar>)

  /// Advances every environment by one step and starts the next episode where one ended.
  ///
  /// - Parameters:
  ///   - actions: One action after the other, `count` times the scalars of `actionSpace`.
  ///   - batch: Receives observations, final observations, rewards and statuses.
  mutating func step(
    _ actions: Span<ActionSpace.Scalar>, into batch: inout StepBatch<ObservationSpace.Scalar>)
}

extension VectorEnvironment where Self: ~Copyable {
  /// Allocates a batch of the right size.
  public func makeBatch() -> StepBatch<ObservationSpace.Scalar> {
    StepBatch(count: count, observationSize: observationSpace.scalarCount)
  }

  /// Advances every environment by one step with an array of actions.
  @inlinable
  public mutating func step(
    _ actions: [ActionSpace.Scalar], into batch: inout StepBatch<ObservationSpace.Scalar>
  ) {
    step(actions.span, into: &batch)
    actions.keepAlive()
  }
}
