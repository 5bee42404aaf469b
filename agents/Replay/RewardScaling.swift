/// A change of rewards as they are learned from: limited from below, then multiplied.
///
/// The price of failing may be so much larger than all other rewards that a learner sees nothing but it.
public struct RewardScaling: Sendable, Equatable {
  /// The reward that lower ones count as.
  public var least: Double
  /// The factor of rewards, once they are limited.
  public var factor: Double

  /// Makes a change of rewards; by default there is none.
  public init(least: Double = -.infinity, factor: Double = 1) {
    (self.least, self.factor) = (least, factor)
  }

  /// Returns a reward as it is learned from.
  @inlinable
  func callAsFunction(_ reward: Double) -> Float { Float(max(reward, least) * factor) }
}
