import Simulation

/// A model of rewards, in place of those that an environment paid.
///
/// A learner that asks a model for the rewards of what it has drawn from a replay learns from what the model says now,
/// however long ago the transitions were stored.
public protocol RewardModel: Sendable {
  /// The sum of discounted rewards that follows a termination: 0 where nothing comes after an episode's end.
  var valueAfterTermination: Double { get }

  /// Writes the rewards of some steps.
  ///
  /// - Parameters:
  ///   - observations: What was acted on, one observation per row.
  ///   - actions: What was done.
  ///   - rewards: Receives one number per step.
  func writeRewards(observations: RowBuffer, actions: RowBuffer, into rewards: inout [Float])
}

extension RewardModel {
  /// No value: nothing comes after an episode's end.
  public var valueAfterTermination: Double { 0 }
}
