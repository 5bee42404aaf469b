/// A policy that shifts another's actions, counted from 0, to where the environment's begin.
public struct ShiftedPolicy: Policy {
  private var base: any Policy
  private let start: Int

  /// Makes the policy.
  ///
  /// - Parameters:
  ///   - base: The policy that counts from 0.
  ///   - start: The environment's first action.
  public init(_ base: any Policy, start: Int) {
    self.base = base
    self.start = start
  }

  /// Chooses as the other policy does, and counts from the start.
  public mutating func act(
    on observations: borrowing RowBuffer, into actions: inout RowBuffer, using generator: inout RandomGenerator
  ) {
    act(on: observations, allowing: .none, into: &actions, using: &generator)
  }

  /// Chooses as the other policy does among what is allowed, and counts from the start.
  public mutating func act(
    on observations: borrowing RowBuffer, allowing masks: ActionMasks, into actions: inout RowBuffer,
    using generator: inout RandomGenerator
  ) {
    base.act(on: observations, allowing: masks, into: &actions, using: &generator)
    var numbers = actions.mutableNumbers(as: Int.self)
    for index in numbers.indices { numbers[index] += start }
  }

  /// Returns true if the action is one category that begins at the start.
  public func suits(_ task: TaskSpecification) -> Bool {
    guard case .discrete(let count, start) = task.actionSpace else { return false }
    return base.suits(task.changing(actionSpace: .discrete(count: count, start: 0)))
  }

  /// Passes the call to the other policy.
  public mutating func beginEpisodes() { base.beginEpisodes() }

  /// Passes the call to the other policy.
  public mutating func observeOutcome(_ outcome: borrowing StepBatch) { base.observeOutcome(outcome) }
}

extension Policy {
  /// Returns the policy for an environment whose actions begin at a number: this one, if that is 0.
  public func counting(from start: Int) -> any Policy { start == 0 ? self : ShiftedPolicy(self, start: start) }
}
