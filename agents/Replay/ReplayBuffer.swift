import Foundation
import Simulation

/// The last transitions of some environments, to be learned from many times over.
///
/// Experience replay: Lin (1992); Mnih et al. (2015).
///
/// Each observation is kept once. The environments run in step, so that one step is one slot of a ring, with a row
/// per environment; what an action led to is the row of the same environment in the slot behind. Only where an
/// episode ends is that row the beginning of another episode, and the final observation lies in a store of its own.
/// A million transitions of eight floats and one category take 49 MB, and 9 MB more for priorities; the memory is
/// touched as it fills.
///
/// ```swift
/// var replay = try ReplayBuffer(
///   capacity: 100_000, environmentCount: 4, observations: RowLayout(.float32, shape: [8]), returnSteps: 3,
///   sampling: .prioritized())
/// var batch = replay.makeBatch()
///
/// replay.append(transitions)  // in the agent's observe(_:using:)
///
/// replay.sample(count: 128, importanceExponent: 0.4, into: &batch, using: &generator)  // in its learn(using:)
/// // errors = batch.returns + batch.discounts × target value(batch.nextObservations) - value(batch.observations)
/// replay.updatePriorities(batch.indices, errors: errors)
/// ```
///
/// Whatever is stored can be drawn, from the first step on:
///
/// * **Multi-step returns** (Sutton 1988; Hessel et al. 2018) stop where an episode ends, and bootstrap from the final
///   observation unless it terminated. They also stop at the newest observation and bootstrap from there: a return
///   over fewer steps is a valid target too, so that the newest transitions need not be held back.
/// * **Stacks of frames** (`stackDepth`) are put together when they are drawn, oldest frame first, as by Gymnasium's
///   `FrameStackObservation`: before an episode's first frame that frame is repeated. The ring has the slots that
///   the oldest transition's stack reaches back to. The wrapper `FrameStack` makes the same stacks to act
///   on.
public struct ReplayBuffer: TransitionSource, Sendable {
  /// The number of frames of a drawn observation.
  public let stackDepth: Int
  /// The number of rewards that a return sums at most: the n of an n-step return.
  public let returnSteps: Int
  /// The discount γ of future rewards.
  public let discount: Double
  /// The sampling of transitions: uniform or prioritized.
  public let sampling: ReplaySampling
  /// The change of rewards that are appended.
  public let rewardScaling: RewardScaling

  @usableFromInline var ring: ReplayRing
  /// The stored observations; frames, if frames are stacked.
  @usableFromInline var observations: RowBuffer
  @usableFromInline var actions: RowBuffer
  @usableFromInline var rewards: [Float] = []
  @usableFromInline var statuses: [EpisodeStatus] = []
  /// The final observation's place, where an episode ended.
  @usableFromInline var finalPlaces: [UInt32] = []
  @usableFromInline var finalObservations: RowBuffer
  @usableFromInline var freeFinalPlaces: [UInt32] = []
  /// The masks that belong to ``observations``, in the same rows; `nil` where all actions are always allowed.
  @usableFromInline var masks: RowBuffer?
  /// The masks that belong to ``finalObservations``.
  @usableFromInline var finalMasks: RowBuffer?

  /// The priority of each transition, by row; `nil` if all are equally likely.
  @usableFromInline var priorities: SumTree?
  /// The largest priority that there ever was.
  @usableFromInline var maximumPriority = 1.0

  /// Makes an empty replay.
  ///
  /// - Parameters:
  ///   - capacity: How many transitions are kept.
  ///   - environmentCount: How many environments they come from.
  ///   - observations: The layout of an observation, or of one frame of it.
  ///   - actions: The layout of an action.
  ///   - maskSize: The number of flags of an action mask; 0 for none.
  ///   - stackDepth: How many frames are stacked into an observation.
  ///   - returnSteps: Over how many rewards a return is summed at most.
  ///   - discount: The discount γ of future rewards.
  ///   - sampling: How transitions are drawn.
  ///   - rewardScaling: The change of rewards that are appended.
  ///   - memoryLimit: How many bytes the replay may take once it is full, final observations apart; the machine's
  ///     memory by default.
  /// - Throws: `ConfigurationError` if a setting is out of its range, or more memory would be needed than allowed.
  public init(
    capacity: Int, environmentCount: Int = 1, observations: RowLayout,
    actions: RowLayout = RowLayout(.int64, shape: []), maskSize: Int = 0, stackDepth: Int = 1,
    returnSteps: Int = 1, discount: Double = 0.99, sampling: ReplaySampling = .uniform,
    rewardScaling: RewardScaling = RewardScaling(),
    memoryLimit: Int = Int(clamping: ProcessInfo.processInfo.physicalMemory)
  ) throws(ConfigurationError) {
    precondition(environmentCount > 0, "a replay needs an environment, not \(environmentCount)")
    self.stackDepth = stackDepth
    self.returnSteps = returnSteps
    self.discount = discount
    self.sampling = sampling
    self.rewardScaling = rewardScaling
    try Self.validate(
      capacity: capacity, environmentCount: environmentCount, stackDepth: stackDepth, returnSteps: returnSteps,
      discount: discount, sampling: sampling)
    let context = Double(stackDepth) * Double(environmentCount)
    let bytes = Self.bytesPerTransition(observations, actions, sampling) + Double(maskSize)
    let possible = min(Double(memoryLimit) / bytes, Double(UInt32.max)) - context
    guard Double(capacity) <= possible else {
      throw Self.tooLarge(capacity, (Double(capacity) + context) * bytes, limit: memoryLimit, possible: possible)
    }
    ring = ReplayRing(
      capacity: capacity - capacity % environmentCount, environmentCount: environmentCount, stackDepth: stackDepth)
    self.observations = RowBuffer(observations, capacity: ring.rowCount)
    self.actions = RowBuffer(actions, capacity: ring.rowCount)
    finalObservations = RowBuffer(observations, capacity: 0)
    if maskSize > 0 {
      masks = RowBuffer(RowLayout(.bool, shape: [maskSize]), capacity: ring.rowCount)
      finalMasks = RowBuffer(RowLayout(.bool, shape: [maskSize]), capacity: 0)
    }
    reserveCapacity()
    if sampling.isPrioritized { priorities = SumTree(count: ring.rowCount) }
  }
}

extension ReplayBuffer {
  /// The number of transitions kept at most: as asked for, rounded down to whole steps of all environments.
  @inlinable
  public var capacity: Int { ring.capacity }

  /// The number of environments that the transitions come from.
  @inlinable
  public var environmentCount: Int { ring.environmentCount }

  /// The number of numbers of a stored observation; of one frame, if frames are stacked.
  public var observationSize: Int { observations.rowSize }

  /// The number of numbers of an action.
  public var actionSize: Int { actions.rowSize }

  /// The number of transitions that can be drawn.
  @inlinable
  public var count: Int { ring.stored.count }

  /// True if nothing was appended yet.
  @inlinable
  public var isEmpty: Bool { ring.end == 0 }

  /// The size of the replay in bytes; those that were never written to take no memory yet.
  public var byteCount: Int {
    observations.byteCapacity + actions.byteCapacity + rewards.byteCapacity + statuses.byteCapacity
      + (masks?.byteCapacity ?? 0) + (finalMasks?.byteCapacity ?? 0) + finalPlaces.byteCapacity
      + finalObservations.byteCapacity + freeFinalPlaces.byteCapacity
      + (priorities?.lines.byteCapacity ?? 0)
  }

  /// Takes memory for all rows at once, so that no array has to move while the replay fills.
  mutating func reserveCapacity() {
    observations.reserveCapacity(ring.rowCount)
    actions.reserveCapacity(ring.rowCount)
    masks?.reserveCapacity(ring.rowCount)
    rewards.reserveCapacity(ring.rowCount)
    statuses.reserveCapacity(ring.rowCount)
    finalPlaces.reserveCapacity(ring.rowCount)
  }
}

extension ReplayBuffer {
  private static func validate(
    capacity: Int, environmentCount: Int, stackDepth: Int, returnSteps: Int, discount: Double,
    sampling: ReplaySampling
  ) throws(ConfigurationError) {
    guard capacity >= environmentCount else {
      throw ConfigurationError(
        "A replay of \(capacity) transitions holds not even one step of \(environmentCount) environments; "
          + "make it larger.")
    }
    guard stackDepth > 0 else {
      throw ConfigurationError("A replay stacks at least one frame, not \(stackDepth).")
    }
    let steps = capacity / environmentCount
    guard (1...steps).contains(returnSteps) else {
      throw ConfigurationError(
        "A return sums \(returnSteps) rewards, but must sum from 1 to \(steps), the number of steps that are kept.")
    }
    guard (0...1).contains(discount) else {
      throw ConfigurationError("The discount is \(discount), but must be between 0 and 1.")
    }
    guard case .prioritized(let exponent, let offset) = sampling else { return }
    guard (0...1).contains(exponent), offset > 0, offset <= 1 else {
      throw ConfigurationError(
        "Priorities have the exponent \(exponent) and the offset \(offset), but the exponent must be between 0 and 1, "
          + "and the offset above 0 and at most 1.")
    }
  }

  /// Returns the size of one transition in bytes, but for final observations.
  private static func bytesPerTransition(
    _ observations: RowLayout, _ actions: RowLayout, _ sampling: ReplaySampling
  ) -> Double {
    let rows = Double(observations.stride) + Double(actions.stride)
    let reward = MemoryLayout<Float>.stride
    let rest = reward + MemoryLayout<EpisodeStatus>.stride + MemoryLayout<UInt32>.stride
    return rows + Double(rest) + (sampling.isPrioritized ? Double(MemoryLayout<Double>.stride) * 8 / 7 : 0)
  }

  private static func tooLarge(
    _ capacity: Int, _ needed: Double, limit: Int, possible: Double
  ) -> ConfigurationError {
    ConfigurationError(
      "A replay of \(capacity) transitions needs \(gigabytes(needed)), but may take \(gigabytes(Double(limit))); "
        + "keep at most \(Int(max(possible, 0))) transitions or make the observations smaller.")
  }

  private static func gigabytes(_ bytes: Double) -> String { "\((bytes / 1e7).rounded(.up) / 100) GB" }
}

extension Array {
  fileprivate var byteCapacity: Int { capacity * MemoryLayout<Element>.stride }
}

extension RowBuffer {
  fileprivate var byteCapacity: Int { capacity * stride }
}
