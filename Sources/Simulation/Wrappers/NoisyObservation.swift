/// A wrapper that adds normal noise to every observed number.
///
/// As many standard normal numbers as an observation has are drawn from the environment's own stream at each reset and each
/// step, so that an episode still follows from the stream at its start and the actions.
public struct NoisyObservation<Base: Environment & ~Copyable>: EnvironmentWrapper, ~Copyable
where Base.ObservationSpace == Box<Float> {
  /// The environment inside.
  public var base: Base
  /// The standard deviation of the noise.
  public let deviation: Double
  /// The space of all numbers, in the shape of the observations: noise knows no bounds.
  public let observationSpace: Box<Float>

  /// Adds noise to the observations of `base`.
  ///
  /// - Precondition: `deviation` is finite and not negative, and `base` shows its random stream.
  public init(_ base: consuming Base, deviation: Double) {
    precondition(deviation >= 0 && deviation.isFinite, "noise cannot deviate by \(deviation)")
    precondition(base.stream != nil, "noise is drawn from the random stream, which \(Base.self) does not show")
    self.deviation = deviation
    observationSpace = Box(low: -.infinity, high: .infinity, shape: base.observationSpace.shape)
    self.base = base
  }

  /// Starts an episode.
  @inlinable
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Float>) {
    base.reset(seed: seed, into: &observation)
    addNoise(to: &observation)
  }

  /// Advances by one step.
  @inlinable
  public mutating func step(
    _ action: Span<Base.ActionSpace.Scalar>, into observation: inout MutableSpan<Float>
  ) -> StepResult {
    let result = base.step(action, into: &observation)
    addNoise(to: &observation)
    return result
  }

  @inlinable
  mutating func addNoise(to observation: inout MutableSpan<Float>) {
    guard var stream = base.stream else { return }
    for index in observation.indices { observation[index] += Float(deviation * stream.standardNormal()) }
    base.stream = stream
  }
}

extension NoisyObservation: Copyable where Base: Copyable {}

extension NoisyObservation where Base: ~Copyable {
  /// Copies the wrapper with the environment inside.
  public func copied() -> Self? {
    guard let base = base.copied() else { return nil }
    return Self(base, deviation: deviation)
  }
}
