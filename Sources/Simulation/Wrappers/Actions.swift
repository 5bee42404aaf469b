/// Accepts any numbers as an action and cuts them to the bounds of the environment's.
///
/// Counterpart of `gymnasium.wrappers.ClipAction`.
public struct ClipAction<Base: Environment & ~Copyable>: Environment, ~Copyable
where Base.ActionSpace == Box<Float> {
  /// The environment inside.
  public var base: Base
  /// All numbers, in the shape of the environment's actions.
  public let actionSpace: Box<Float>
  private let bounds: Box<Float>
  private var buffer: [Float]

  /// Cuts actions before they reach `base`.
  public init(_ base: consuming Base) {
    bounds = base.actionSpace
    actionSpace = Box(low: -.infinity, high: .infinity, shape: bounds.shape)
    buffer = [Float](repeating: 0, count: bounds.scalarCount)
    self.base = base
  }

  /// The space of the environment inside.
  public var observationSpace: Base.ObservationSpace { base.observationSpace }

  /// Starts an episode.
  public mutating func reset(
    seed: UInt64?, into observation: inout MutableSpan<Base.ObservationSpace.Scalar>
  ) {
    base.reset(seed: seed, into: &observation)
  }

  /// Advances by one step with the action cut to bounds.
  public mutating func step(
    _ action: Span<Float>, into observation: inout MutableSpan<Base.ObservationSpace.Scalar>
  ) -> StepResult {
    var clipped = buffer.take()
    defer { buffer = clipped }
    for index in clipped.indices {
      clipped[index] = min(max(action[index], bounds.low[index]), bounds.high[index])
    }
    return base.step(clipped.span, into: &observation)
  }
}

extension ClipAction: Copyable where Base: Copyable {}

/// Stretches an interval of actions, [-1, 1] say, to the bounds of the environment's.
///
/// Counterpart of `gymnasium.wrappers.RescaleAction`.
public struct RescaleAction<Base: Environment & ~Copyable>: Environment, ~Copyable
where Base.ActionSpace == Box<Float> {
  /// The environment inside.
  public var base: Base
  /// The interval that actions are given in, at every position.
  public let actionSpace: Box<Float>
  private let scale: [Float]
  private let offset: [Float]
  private var buffer: [Float]

  /// Lets actions for `base` be given in `interval`.
  ///
  /// - Precondition: The interval is not a point, and the environment's bounds are finite.
  public init(_ base: consuming Base, from interval: ClosedRange<Float> = -1...1) {
    let bounds = base.actionSpace
    let width = interval.upperBound - interval.lowerBound
    precondition(width > 0, "actions cannot be rescaled from the single point \(interval.lowerBound)")
    precondition(
      (bounds.low + bounds.high).allSatisfy(\.isFinite), "actions without bounds cannot be rescaled to")
    scale = zip(bounds.low, bounds.high).map { ($1 - $0) / width }
    offset = zip(bounds.low, scale).map { $0 - interval.lowerBound * $1 }
    actionSpace = Box(low: interval.lowerBound, high: interval.upperBound, shape: bounds.shape)
    buffer = [Float](repeating: 0, count: bounds.scalarCount)
    self.base = base
  }

  /// The space of the environment inside.
  public var observationSpace: Base.ObservationSpace { base.observationSpace }

  /// Starts an episode.
  public mutating func reset(
    seed: UInt64?, into observation: inout MutableSpan<Base.ObservationSpace.Scalar>
  ) {
    base.reset(seed: seed, into: &observation)
  }

  /// Advances by one step with the action rescaled.
  public mutating func step(
    _ action: Span<Float>, into observation: inout MutableSpan<Base.ObservationSpace.Scalar>
  ) -> StepResult {
    var rescaled = buffer.take()
    defer { buffer = rescaled }
    for index in rescaled.indices { rescaled[index] = action[index] * scale[index] + offset[index] }
    return base.step(rescaled.span, into: &observation)
  }
}

extension RescaleAction: Copyable where Base: Copyable {}

/// Offers the centres of equal bins of the action's interval as choices.
///
/// Counterpart of `gymnasium.wrappers.DiscretizeAction`: with several dimensions the last one runs fastest.
public struct DiscretizeAction<Base: Environment & ~Copyable>: Environment, ~Copyable
where Base.ActionSpace == Box<Float> {
  /// The environment inside.
  public var base: Base
  /// One choice per combination of bins.
  public let actionSpace: Discrete
  private let centers: [[Float]]
  private var buffer: [Float]

  /// Divides each dimension of the actions of `base` into as many bins as `bins` says.
  ///
  /// - Precondition: One positive number of bins per dimension, and finite bounds.
  public init(_ base: consuming Base, bins: [Int]) {
    let binning = Binning(base.actionSpace, bins: bins)
    centers = binning.centers.map { $0.map { Float($0) } }
    actionSpace = Discrete(binning.binCount)
    buffer = [Float](repeating: 0, count: bins.count)
    self.base = base
  }

  /// The space of the environment inside.
  public var observationSpace: Base.ObservationSpace { base.observationSpace }

  /// Starts an episode.
  public mutating func reset(
    seed: UInt64?, into observation: inout MutableSpan<Base.ObservationSpace.Scalar>
  ) {
    base.reset(seed: seed, into: &observation)
  }

  /// Advances by one step with the centre of the chosen bins.
  public mutating func step(
    _ action: Span<Int>, into observation: inout MutableSpan<Base.ObservationSpace.Scalar>
  ) -> StepResult {
    var continuous = buffer.take()
    defer { buffer = continuous }
    var rest = action[0]
    for index in continuous.indices.reversed() {
      continuous[index] = centers[index][rest % centers[index].count]
      rest /= centers[index].count
    }
    return base.step(continuous.span, into: &observation)
  }
}

extension DiscretizeAction: Copyable where Base: Copyable {}
