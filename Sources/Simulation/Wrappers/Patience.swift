/// A wrapper that truncates episodes in which nothing was gained for a number of steps.
///
/// A gain is a reward above 0. A car that has left its track, or an arm that has stopped, costs the steps up to the
/// time limit and teaches nothing more; since the episode is truncated, not terminated, what would have followed keeps its
/// value.
public struct Patience<Base: Environment & ~Copyable>: EnvironmentWrapper, ~Copyable {
  /// The environment inside.
  public var base: Base
  /// The number of steps without a gain after which an episode is truncated.
  public let steps: Int
  @usableFromInline var idleSteps = 0

  /// Truncates episodes of `base` after `steps` steps in a row without a reward above 0.
  @inlinable
  public init(_ base: consuming Base, steps: Int) {
    precondition(steps > 0, "patience needs at least one step, not \(steps)")
    self.base = base
    self.steps = steps
  }

  /// Starts an episode and the count of its steps without a gain.
  @inlinable
  public mutating func reset(
    seed: UInt64?, into observation: inout MutableSpan<Base.ObservationSpace.Scalar>
  ) {
    idleSteps = 0
    base.reset(seed: seed, into: &observation)
  }

  /// Advances by one step; truncated if it was one too many without a gain.
  @inlinable
  public mutating func step(
    _ action: Span<Base.ActionSpace.Scalar>,
    into observation: inout MutableSpan<Base.ObservationSpace.Scalar>
  ) -> StepResult {
    judged(base.step(action, into: &observation))
  }

  /// Advances by one step; one that may be truncated is looked at.
  @inlinable
  public mutating func skip(
    _ action: Span<Base.ActionSpace.Scalar>,
    into observation: inout MutableSpan<Base.ObservationSpace.Scalar>
  ) -> StepResult {
    let mayEnd = idleSteps + 1 >= steps
    return judged(mayEnd ? base.step(action, into: &observation) : base.skip(action, into: &observation))
  }

  @inlinable
  mutating func judged(_ result: StepResult) -> StepResult {
    idleSteps = result.reward > 0 ? 0 : idleSteps + 1
    guard idleSteps >= steps, result.status == .running else { return result }
    return .truncated(reward: result.reward)
  }
}

extension Patience: Copyable where Base: Copyable {}

extension Patience where Base: ~Copyable {
  /// Copies the wrapper with the environment inside.
  public func copied() -> Self? {
    guard let base = base.copied() else { return nil }
    var copy = Self(base, steps: steps)
    copy.idleSteps = idleSteps
    return copy
  }
}
