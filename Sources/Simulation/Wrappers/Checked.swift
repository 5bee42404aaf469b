/// Stops the program with a clear message when the contract is broken, by its user or by the environment.
///
/// It checks that an episode is reset before it is stepped and not stepped after its end, that actions and
/// observations are elements of their spaces, and that rewards are numbers. Counterpart of Gymnasium's
/// `OrderEnforcing` and `PassiveEnvChecker`; every environment of the catalogue is tested inside it.
public struct Checked<Base: Environment & ~Copyable>: Environment, ~Copyable {
  /// The environment inside.
  public var base: Base
  private var status: EpisodeStatus?

  /// Checks `base`.
  public init(_ base: consuming Base) { self.base = base }

  /// The space of the environment inside.
  public var observationSpace: Base.ObservationSpace { base.observationSpace }
  /// The space of the environment inside.
  public var actionSpace: Base.ActionSpace { base.actionSpace }

  /// Starts an episode and checks its first observation.
  public mutating func reset(
    seed: UInt64?, into observation: inout MutableSpan<Base.ObservationSpace.Scalar>
  ) {
    base.reset(seed: seed, into: &observation)
    check(observation.span, after: "reset")
    status = .running
  }

  /// Advances by one step and checks all that goes in and comes out.
  public mutating func step(
    _ action: Span<Base.ActionSpace.Scalar>,
    into observation: inout MutableSpan<Base.ObservationSpace.Scalar>
  ) -> StepResult {
    precondition(status != nil, "step was called before the first reset")
    precondition(status == .running, "step was called on a \(describe(status)) episode; call reset first")
    precondition(
      actionSpace.contains(action), "action \(Array(copying: action)) is not in \(actionSpace.descriptor)")
    let result = base.step(action, into: &observation)
    check(observation.span, after: "step")
    precondition(!result.reward.isNaN, "the environment gave a reward that is not a number")
    status = result.status
    return result
  }

  private func check(_ observation: Span<Base.ObservationSpace.Scalar>, after call: String) {
    precondition(
      observationSpace.contains(observation),
      "\(call) observed \(Array(copying: observation)), which is not in \(observationSpace.descriptor)")
  }

  private func describe(_ status: EpisodeStatus?) -> String { status.map { "\($0)" } ?? "new" }
}

extension Checked: Copyable where Base: Copyable {}

extension Checked: RandomizedEnvironment where Base: RandomizedEnvironment & ~Copyable {
  /// The stream of the environment inside.
  public var generator: RandomGenerator {
    get { base.generator }
    set { base.generator = newValue }
  }
}
