/// A policy that shifts another's actions, counted from 0, to where the environment's begin.
public struct ShiftedPolicy<Base: Policy>: Policy where Base.ActionScalar == Int {
  private var base: Base
  private let start: Int

  /// Makes the policy.
  ///
  /// - Parameters:
  ///   - base: The policy that counts from 0.
  ///   - start: The environment's first action.
  public init(_ base: Base, start: Int) {
    self.base = base
    self.start = start
  }

  /// Chooses as the other policy does, and counts from the start.
  public mutating func act(
    on observations: Span<Base.ObservationScalar>, into actions: inout MutableSpan<Int>,
    using generator: inout RandomGenerator
  ) {
    base.act(on: observations, into: &actions, using: &generator)
    for index in actions.indices { actions[index] += start }
  }

  /// Passes the call to the other policy.
  public mutating func beginEpisodes() { base.beginEpisodes() }

  /// Passes the call to the other policy.
  public mutating func observeOutcome(rewards: [Double], statuses: [EpisodeStatus]) {
    base.observeOutcome(rewards: rewards, statuses: statuses)
  }
}

extension Policy where ActionScalar == Int {
  /// Returns the policy for an environment whose actions begin at a number: this one, if that is 0.
  public func counting(from start: Int) -> any Policy { start == 0 ? self : ShiftedPolicy(self, start: start) }
}
