/// Repeats the last action with some probability, whatever is chosen.
///
/// Counterpart of `gymnasium.wrappers.StickyAction` with a duration of one step (Machado et al. 2018, section
/// 5.2): after an episode's first step one uniform number is drawn from the environment's own stream per step.
public struct StickyAction<Base: RandomizedEnvironment & ~Copyable>: Environment, ~Copyable {
  /// The environment inside.
  public var base: Base
  /// The probability that the last action is repeated.
  public let probability: Double
  private var lastAction: [Base.ActionSpace.Scalar]
  private var hasLastAction = false

  /// Makes the actions of `base` sticky.
  ///
  /// - Precondition: `probability` is in [0, 1).
  public init(_ base: consuming Base, probability: Double = 0.25) {
    precondition((0..<1).contains(probability), "a probability of repeating lies in [0, 1), not at \(probability)")
    self.probability = probability
    lastAction = [Base.ActionSpace.Scalar](repeating: .zero, count: base.actionSpace.scalarCount)
    self.base = base
  }

  /// The space of the environment inside.
  public var observationSpace: Base.ObservationSpace { base.observationSpace }
  /// The space of the environment inside.
  public var actionSpace: Base.ActionSpace { base.actionSpace }

  /// Starts an episode, in which the first action is always taken.
  public mutating func reset(
    seed: UInt64?, into observation: inout MutableSpan<Base.ObservationSpace.Scalar>
  ) {
    hasLastAction = false
    base.reset(seed: seed, into: &observation)
  }

  /// Advances by one step with the chosen action or the last one.
  public mutating func step(
    _ action: Span<Base.ActionSpace.Scalar>,
    into observation: inout MutableSpan<Base.ObservationSpace.Scalar>
  ) -> StepResult {
    let repeats = hasLastAction && base.generator.random() < probability
    if !repeats {
      for index in lastAction.indices { lastAction[index] = action[index] }
      hasLastAction = true
    }
    let taken = lastAction.take()
    defer { lastAction = taken }
    return base.step(taken.span, into: &observation)
  }
}

extension StickyAction: Copyable where Base: Copyable {}
