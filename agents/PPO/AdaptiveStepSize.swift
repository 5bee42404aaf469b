/// A factor of the step size that keeps the policy's divergence near a target.
///
/// After an update that went more than twice as far as the target the step size is divided by 1.5, after one that went less
/// than half as far it is multiplied by it: Schulman and others (2017), section 4, on the step size rather than a penalty,
/// as Rudin and others (2022) have it, "Learning to walk in minutes using massively parallel deep reinforcement learning".
struct AdaptiveStepSize: Codable, Equatable, Sendable {
  /// The range of step sizes.
  static let range = 1e-5...1e-2

  /// The factor of the schedule's step size.
  private(set) var factor = 1.0

  /// Takes in how far an update went.
  ///
  /// - Parameters:
  ///   - divergence: The divergence from the policy that acted.
  ///   - target: The divergence that it is to have.
  ///   - rate: The step size of the schedule.
  mutating func adapt(to divergence: Double, target: Double, scheduled rate: Double) {
    var size = rate * factor
    if divergence > 2 * target { size /= 1.5 } else if divergence < target / 2 { size *= 1.5 }
    factor = min(max(size, Self.range.lowerBound), Self.range.upperBound) / rate
  }

  /// True if the factor is a positive number; a file may hold anything.
  var isUsable: Bool { factor.isFinite && factor > 0 }
}
