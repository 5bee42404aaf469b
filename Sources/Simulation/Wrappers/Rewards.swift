/// Cuts rewards to an interval.
///
/// Counterpart of `gymnasium.wrappers.ClipReward`.
public struct ClipReward<Base: Environment & ~Copyable>: Environment, ~Copyable {
  /// The environment inside.
  public var base: Base
  /// The interval that rewards are cut to.
  public let bounds: ClosedRange<Double>

  /// Cuts the rewards of `base` to `bounds`.
  public init(_ base: consuming Base, to bounds: ClosedRange<Double>) {
    self.base = base
    self.bounds = bounds
  }

  /// The space of the environment inside.
  public var observationSpace: Base.ObservationSpace { base.observationSpace }
  /// The space of the environment inside.
  public var actionSpace: Base.ActionSpace { base.actionSpace }

  /// Starts an episode.
  public mutating func reset(
    seed: UInt64?, into observation: inout MutableSpan<Base.ObservationSpace.Scalar>
  ) {
    base.reset(seed: seed, into: &observation)
  }

  /// Advances by one step and cuts its reward.
  public mutating func step(
    _ action: Span<Base.ActionSpace.Scalar>,
    into observation: inout MutableSpan<Base.ObservationSpace.Scalar>
  ) -> StepResult {
    var result = base.step(action, into: &observation)
    result.reward = min(max(result.reward, bounds.lowerBound), bounds.upperBound)
    return result
  }
}

extension ClipReward: Copyable where Base: Copyable {}

/// Divides rewards by the running standard deviation of the discounted return.
///
/// Counterpart of `gymnasium.wrappers.NormalizeReward` 1.4: the accumulator goes on through truncations and
/// resets, and starts anew after a termination.
public struct NormalizeReward<Base: Environment & ~Copyable>: Environment, ~Copyable {
  /// The environment inside.
  public var base: Base
  /// The discount of the accumulated return.
  public let discount: Double
  /// What keeps the division away from zero.
  public let epsilon: Double
  /// Whether the statistics go on learning; off while evaluating.
  public var updatesStatistics = true
  /// The statistics of the discounted return.
  public private(set) var statistics = RunningMoments(count: 1)
  private var accumulated = 0.0

  /// Normalizes the rewards of `base`.
  ///
  /// - Precondition: `discount` is in [0, 1] and `epsilon` is positive.
  public init(_ base: consuming Base, discount: Double = 0.99, epsilon: Double = 1e-8) {
    precondition((0...1).contains(discount), "a discount lies between 0 and 1, not at \(discount)")
    precondition(epsilon > 0, "epsilon must be positive, not \(epsilon)")
    self.base = base
    self.discount = discount
    self.epsilon = epsilon
  }

  /// The space of the environment inside.
  public var observationSpace: Base.ObservationSpace { base.observationSpace }
  /// The space of the environment inside.
  public var actionSpace: Base.ActionSpace { base.actionSpace }

  /// Starts an episode.
  public mutating func reset(
    seed: UInt64?, into observation: inout MutableSpan<Base.ObservationSpace.Scalar>
  ) {
    base.reset(seed: seed, into: &observation)
  }

  /// Advances by one step and scales its reward.
  public mutating func step(
    _ action: Span<Base.ActionSpace.Scalar>,
    into observation: inout MutableSpan<Base.ObservationSpace.Scalar>
  ) -> StepResult {
    var result = base.step(action, into: &observation)
    accumulated = accumulated * discount * result.status.continuation + result.reward
    if updatesStatistics {
      let sample = [accumulated]
      statistics.update(with: sample.span)
    }
    result.reward /= (statistics.variances[0] + epsilon).squareRoot()
    return result
  }
}

extension NormalizeReward: Copyable where Base: Copyable {}
