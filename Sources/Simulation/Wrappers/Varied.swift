/// An environment whose parameters are drawn anew for each episode, or for each trial.
///
/// They are drawn from a stream of their own that follows from the environment's at the start of an episode, so that an
/// episode still follows from that and the actions, and what the world draws itself is what it would without.
public struct Varied<Base: ConfigurableEnvironment & ~Copyable>: EnvironmentWrapper, ~Copyable {
  /// The environment with the parameters of the running episode.
  public var base: Base
  /// The family of parameters.
  public let family: SettingFamily<Base.Configuration>
  /// True if resets leave the parameters, and what else the task has, as they are.
  public var keepsTask = false

  /// Makes an environment with the family's base.
  @inlinable
  public init(_ family: SettingFamily<Base.Configuration>) {
    base = Base(family.base)
    self.family = family
  }

  private init(copying base: consuming Base, _ family: SettingFamily<Base.Configuration>, keepsTask: Bool) {
    self.base = base
    (self.family, self.keepsTask) = (family, keepsTask)
  }

  /// The stream of the environment inside.
  @inlinable public var stream: RandomGenerator? {
    get { base.generator }
    set { base.stream = newValue }
  }

  /// Starts an episode with parameters of its own.
  @inlinable
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Base.ObservationSpace.Scalar>) {
    let start = seed.map { RandomGenerator(seed: $0) } ?? base.generator
    if !keepsTask { base = Base(family.member(startingFrom: start)) }
    base.keepsTask = keepsTask
    base.generator = start
    base.reset(seed: nil, into: &observation)
  }

  /// Advances the environment inside by one step that is not looked at.
  @inlinable
  public mutating func skip(
    _ action: Span<Base.ActionSpace.Scalar>, into observation: inout MutableSpan<Base.ObservationSpace.Scalar>
  ) -> StepResult {
    base.skip(action, into: &observation)
  }
}

extension Varied: Copyable where Base: Copyable {}

extension Varied where Base: ~Copyable {
  /// Copies the wrapper with the environment inside.
  public func copied() -> Self? {
    guard let base = base.copied() else { return nil }
    return Self(copying: base, family, keepsTask: keepsTask)
  }
}
