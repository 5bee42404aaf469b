/// An environment around another: it shows the other's spaces, stream, resets and steps unless it says otherwise.
///
/// A wrapper consists of what it changes. One that changes a space says so by a type alias, `ObservationSpace` or
/// `ActionSpace`; the compiler then asks for what depends on it. Without the alias it keeps the space of the environment
/// inside.
///
/// ```swift
/// struct StepCost<Base: Environment & ~Copyable>: EnvironmentWrapper, ~Copyable {
///   var base: Base
///   let cost: Double
///
///   mutating func step(
///     _ action: Span<Base.ActionSpace.Scalar>, into observation: inout MutableSpan<Base.ObservationSpace.Scalar>
///   ) -> StepResult {
///     var result = base.step(action, into: &observation)
///     result.reward -= cost
///     return result
///   }
/// }
///
/// extension StepCost: Copyable where Base: Copyable {}
/// ```
public protocol EnvironmentWrapper: Environment, ~Copyable {
  /// The type of the environment inside.
  associatedtype Base: Environment, ~Copyable
  /// The space of the environment inside, unless the wrapper has another one.
  associatedtype ObservationSpace = Base.ObservationSpace
  /// The space of the environment inside, unless the wrapper has another one.
  associatedtype ActionSpace = Base.ActionSpace

  /// The environment inside.
  var base: Base { get set }
}

extension EnvironmentWrapper where Self: ~Copyable {
  /// The stream of the environment inside.
  @inlinable public var stream: RandomGenerator? {
    get { base.stream }
    set { base.stream = newValue }
  }

  /// True if the environment inside keeps its task.
  @inlinable public var keepsTask: Bool {
    get { base.keepsTask }
    set { base.keepsTask = newValue }
  }
}

extension EnvironmentWrapper where Self: ~Copyable, ObservationSpace == Base.ObservationSpace {
  /// The space of the environment inside.
  @inlinable public var observationSpace: Base.ObservationSpace { base.observationSpace }

  /// Starts an episode of the environment inside.
  @inlinable
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Base.ObservationSpace.Scalar>) {
    base.reset(seed: seed, into: &observation)
  }
}

extension EnvironmentWrapper where Self: ~Copyable, ActionSpace == Base.ActionSpace {
  /// The space of the environment inside.
  @inlinable public var actionSpace: Base.ActionSpace { base.actionSpace }

  /// True if the environment inside forbids actions at times.
  @inlinable public var masksActions: Bool { base.masksActions }

  /// Writes the mask of the environment inside.
  @inlinable public func writeActionMask(into mask: inout MutableSpan<Bool>) { base.writeActionMask(into: &mask) }
}

extension EnvironmentWrapper
where Self: ~Copyable, ObservationSpace == Base.ObservationSpace, ActionSpace == Base.ActionSpace {
  /// Advances the environment inside by one step.
  @inlinable
  public mutating func step(
    _ action: Span<Base.ActionSpace.Scalar>, into observation: inout MutableSpan<Base.ObservationSpace.Scalar>
  ) -> StepResult {
    base.step(action, into: &observation)
  }
}
