import Simulation

/// Transitions to learn from, one row each, in flat arrays that every sampling reuses.
///
/// A value learner needs one rule for all of them, `returns + discounts × value(nextObservations)`: the discount is 0
/// where an episode terminated. A new batch is empty; it takes its shape from the first ``TransitionSource`` that
/// fills it.
///
/// ```swift
/// var batch = ReplayBatch<Float, Int>()
/// replay.sample(count: 128, into: &batch, using: &generator)
/// ```
public struct ReplayBatch<Observation: SpaceScalar, Action: SpaceScalar>: Sendable {
  /// The number of transitions.
  public private(set) var count = 0
  /// The number of components of an observation, a stack's frames counted together.
  public private(set) var observationSize = 0
  /// The number of components of an action.
  public private(set) var actionSize = 0

  /// The observations that were acted on; `count` × `observationSize`, stacked frames from the oldest to the newest.
  public var observations: [Observation] = []
  /// The actions; `count` × `actionSize`.
  public var actions: [Action] = []
  /// The discounted sum of the rewards up to the next observation.
  public var returns: [Float] = []
  /// The factor on the value of the next observation: γ to the power of the steps in between, 0 after a termination.
  public var discounts: [Float] = []
  /// The observations after the last of the rewards, laid out as ``observations``.
  public var nextObservations: [Observation] = []
  /// The index by which the source knows each transition; see ``ReplayBuffer/updatePriorities(_:errors:)``.
  public var indices: [Int] = []
  /// The factor on each transition's loss that corrects for how it was drawn; the largest is 1.
  public var weights: [Float] = []

  // A replay's working memory: where it keeps each transition and each frame of its observations, and how the
  // priorities were drawn from.
  @usableFromInline var rows: [Int] = []
  @usableFromInline var places: [Int] = []
  @usableFromInline var masses: [Double] = []
  /// The single steps that the returns sum over, where a reward model is in use.
  var steps = RewardedSteps<Observation, Action>()

  /// Makes an empty batch.
  public init() {}

  /// Gives the arrays their sizes; their contents are then arbitrary.
  ///
  /// Nothing is allocated unless an array becomes larger than it ever was.
  public mutating func resize(count: Int, observationSize: Int, actionSize: Int) {
    precondition(
      count > 0 && observationSize > 0 && actionSize > 0,
      "a batch needs a transition, and a number in each observation and action, not \(count), \(observationSize) "
        + "and \(actionSize)")
    self.count = count
    self.observationSize = observationSize
    self.actionSize = actionSize
    observations.resize(to: count * observationSize, filling: .zero)
    actions.resize(to: count * actionSize, filling: .zero)
    returns.resize(to: count, filling: 0)
    discounts.resize(to: count, filling: 0)
    nextObservations.resize(to: count * observationSize, filling: .zero)
    indices.resize(to: count, filling: 0)
    weights.resize(to: count, filling: 1)
  }

  /// Adds the transitions of another batch, which are in no replay: their indices become −1.
  mutating func append(_ other: ReplayBatch) {
    precondition(
      other.observationSize == observationSize && other.actionSize == actionSize,
      "transitions of \(other.observationSize) and \(other.actionSize) numbers do not go with those of "
        + "\(observationSize) and \(actionSize)")
    count += other.count
    observations += other.observations
    actions += other.actions
    returns += other.returns
    discounts += other.discounts
    nextObservations += other.nextObservations
    indices += repeatElement(-1, count: other.count)
    weights += other.weights
  }

  /// Gives the working memory of a replay its size.
  @usableFromInline
  mutating func resizeWorkingMemory(stackDepth: Int) {
    rows.resize(to: count, filling: 0)
    masses.resize(to: count, filling: 0)
    places.resize(to: count * stackDepth, filling: 0)
  }
}

extension Array {
  /// Drops elements from the end or adds some there, and keeps the memory.
  fileprivate mutating func resize(to size: Int, filling element: Element) {
    if size < count {
      removeLast(count - size)
    } else if size > count {
      append(contentsOf: repeatElement(element, count: size - count))
    }
  }
}
