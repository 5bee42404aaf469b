/// Observes the number of the bin that the numbers fall into.
///
/// Counterpart of `gymnasium.wrappers.DiscretizeObservation`, with bounds of one's own choice where the space has
/// none.
public struct DiscretizeObservation<Base: Environment & ~Copyable>: Environment, ~Copyable
where Base.ObservationSpace == Box<Float> {
  /// The environment inside.
  public var base: Base
  /// The bins.
  public let binning: Binning
  private var buffer: [Float]

  /// Sorts the observations of `base` into bins.
  public init(_ base: consuming Base, binning: Binning) {
    let count = base.observationSpace.scalarCount
    precondition(
      binning.bins.count == count, "\(binning.bins.count) numbers of bins do not fit observations of \(count)")
    self.binning = binning
    buffer = [Float](repeating: 0, count: count)
    self.base = base
  }

  /// One number per bin.
  public var observationSpace: Discrete { Discrete(binning.binCount) }
  /// The space of the environment inside.
  public var actionSpace: Base.ActionSpace { base.actionSpace }

  /// Starts an episode.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Int>) {
    var numbers = buffer.take()
    defer { buffer = numbers }
    var row = numbers.mutableSpan
    base.reset(seed: seed, into: &row)
    observation[0] = binning.bin(of: row.span)
  }

  /// Advances by one step.
  public mutating func step(
    _ action: Span<Base.ActionSpace.Scalar>, into observation: inout MutableSpan<Int>
  ) -> StepResult {
    var numbers = buffer.take()
    defer { buffer = numbers }
    var row = numbers.mutableSpan
    let result = base.step(action, into: &row)
    observation[0] = binning.bin(of: row.span)
    return result
  }
}

extension DiscretizeObservation: Copyable where Base: Copyable {}

/// Shifts and scales observations by their running mean and standard deviation.
///
/// Counterpart of `gymnasium.wrappers.NormalizeObservation`.
public struct NormalizeObservation<Base: Environment & ~Copyable>: Environment, ~Copyable
where Base.ObservationSpace == Box<Float> {
  /// The environment inside.
  public var base: Base
  /// What keeps the division away from zero.
  public let epsilon: Double
  /// Whether the statistics go on learning; off while evaluating.
  public var updatesStatistics = true
  /// The statistics of the observations.
  public private(set) var statistics: RunningMoments

  /// Normalizes the observations of `base`.
  ///
  /// - Precondition: `epsilon` is positive.
  public init(_ base: consuming Base, epsilon: Double = 1e-8) {
    precondition(epsilon > 0, "epsilon must be positive, not \(epsilon)")
    self.epsilon = epsilon
    statistics = RunningMoments(count: base.observationSpace.scalarCount)
    self.base = base
  }

  /// All numbers, in the shape of the environment's observations.
  public var observationSpace: Box<Float> {
    Box(low: -.infinity, high: .infinity, shape: base.observationSpace.shape)
  }
  /// The space of the environment inside.
  public var actionSpace: Base.ActionSpace { base.actionSpace }

  /// Starts an episode.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Float>) {
    base.reset(seed: seed, into: &observation)
    normalize(&observation)
  }

  /// Advances by one step.
  public mutating func step(
    _ action: Span<Base.ActionSpace.Scalar>, into observation: inout MutableSpan<Float>
  ) -> StepResult {
    let result = base.step(action, into: &observation)
    normalize(&observation)
    return result
  }

  private mutating func normalize(_ observation: inout MutableSpan<Float>) {
    if updatesStatistics { statistics.update(with: observation.span) }
    for index in observation.indices {
      let deviation = (statistics.variances[index] + epsilon).squareRoot()
      observation[index] = Float((Double(observation[index]) - statistics.means[index]) / deviation)
    }
  }
}

extension NormalizeObservation: Copyable where Base: Copyable {}

/// Observes the last few observations, oldest first.
///
/// Counterpart of `gymnasium.wrappers.FrameStackObservation` with `padding_type="reset"`: the first observation of
/// an episode stands in for those before it.
public struct FrameStack<Base: Environment & ~Copyable, Scalar: SpaceScalar>: Environment, ~Copyable
where Base.ObservationSpace == Box<Scalar> {
  /// The environment inside.
  public var base: Base
  /// How many observations are stacked.
  public let depth: Int
  /// The environment's space with a leading axis of `depth`.
  public let observationSpace: Box<Scalar>
  private let size: Int
  private var frame: [Scalar]
  private var frames: [Scalar]

  /// Stacks the last `depth` observations of `base`.
  public init(_ base: consuming Base, depth: Int) {
    precondition(depth > 0, "a stack needs at least one frame, not \(depth)")
    let space = base.observationSpace
    self.depth = depth
    size = space.scalarCount
    observationSpace = Box(
      low: (0..<depth).flatMap { _ in space.low }, high: (0..<depth).flatMap { _ in space.high },
      shape: [depth] + space.shape)
    frame = [Scalar](repeating: .zero, count: size)
    frames = [Scalar](repeating: .zero, count: depth * size)
    self.base = base
  }

  /// The space of the environment inside.
  public var actionSpace: Base.ActionSpace { base.actionSpace }

  /// Starts an episode and fills the stack with its first observation.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Scalar>) {
    var newest = frame.take()
    defer { frame = newest }
    var row = newest.mutableSpan
    base.reset(seed: seed, into: &row)
    for index in frames.indices { frames[index] = row[index % size] }
    copyFrames(into: &observation)
  }

  /// Advances by one step and pushes its observation onto the stack.
  public mutating func step(
    _ action: Span<Base.ActionSpace.Scalar>, into observation: inout MutableSpan<Scalar>
  ) -> StepResult {
    var newest = frame.take()
    defer { frame = newest }
    var row = newest.mutableSpan
    let result = base.step(action, into: &row)
    let older = frames.count - size
    for index in 0..<older { frames[index] = frames[index + size] }
    for index in 0..<size { frames[older + index] = row[index] }
    copyFrames(into: &observation)
    return result
  }

  private func copyFrames(into observation: inout MutableSpan<Scalar>) {
    for index in frames.indices { observation[index] = frames[index] }
  }
}

extension FrameStack: Copyable where Base: Copyable, Scalar: Copyable & Escapable {}
