import Simulation

/// Transitions to learn from, one row each, in flat arrays that every sampling reuses.
///
/// A value learner needs one rule for all of them, `returns + discounts × value(nextObservations)`: the discount is 0
/// where an episode terminated. A new batch is empty; a ``TransitionSource`` fills it.
///
/// ```swift
/// var batch = replay.makeBatch()
/// replay.sample(count: 128, into: &batch, using: &generator)
/// ```
public struct ReplayBatch: Sendable {
  /// The number of transitions.
  public private(set) var count = 0

  /// The observations that were acted on, stacked frames from the oldest to the newest.
  public var observations: RowBuffer
  /// The actions.
  public var actions: RowBuffer
  /// The discounted sum of the rewards up to the next observation.
  public var returns: [Float] = []
  /// The factor on the value of the next observation: γ to the power of the steps in between, 0 after a termination.
  public var discounts: [Float] = []
  /// The observations after the last of the rewards, laid out as ``observations``.
  public var nextObservations: RowBuffer
  /// The masks that belong to ``nextObservations``; `nil` where all actions are always allowed.
  public var nextMasks: RowBuffer?
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
  var steps: RewardedSteps

  /// Makes an empty batch.
  ///
  /// - Parameters:
  ///   - observations: The layout of an observation, or of one frame of it.
  ///   - actions: The layout of an action.
  ///   - maskSize: The number of flags of an action mask; 0 for none.
  ///   - stackDepth: The number of frames of an observation.
  public init(
    observations: RowLayout, actions: RowLayout = RowLayout(.int64, shape: []), maskSize: Int = 0,
    stackDepth: Int = 1
  ) {
    let field = observations.fields[0]
    let stacks = stackDepth == 1 ? observations : RowLayout(field.kind, shape: [stackDepth] + field.shape)
    self.observations = RowBuffer(stacks, count: 0)
    nextObservations = RowBuffer(stacks, count: 0)
    self.actions = RowBuffer(actions, count: 0)
    nextMasks = maskSize > 0 ? RowBuffer(RowLayout(.bool, shape: [maskSize]), count: 0) : nil
    steps = RewardedSteps(observations: observations, actions: actions)
  }

  /// Gives the arrays their size; their contents are then arbitrary.
  ///
  /// Nothing is allocated unless an array becomes larger than it ever was.
  public mutating func resize(to count: Int) {
    precondition(count > 0, "a batch needs a transition, not \(count)")
    self.count = count
    observations.resize(to: count)
    actions.resize(to: count)
    returns.resize(to: count, filling: 0)
    discounts.resize(to: count, filling: 0)
    nextObservations.resize(to: count)
    nextMasks?.resize(to: count)
    indices.resize(to: count, filling: 0)
    weights.resize(to: count, filling: 1)
  }

  /// Adds the transitions of another batch, which are in no replay: their indices become −1.
  mutating func append(_ other: ReplayBatch) {
    precondition(
      other.observations.layout == observations.layout && other.actions.layout == actions.layout,
      "transitions of \(other.observations.layout) and \(other.actions.layout) do not go with those of "
        + "\(observations.layout) and \(actions.layout)")
    count += other.count
    observations.append(0..<other.count, of: other.observations)
    actions.append(0..<other.count, of: other.actions)
    returns += other.returns
    discounts += other.discounts
    nextObservations.append(0..<other.count, of: other.nextObservations)
    if let masks = other.nextMasks { nextMasks?.append(0..<other.count, of: masks) }
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
