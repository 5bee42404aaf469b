import Simulation
import Training

/// A divisor of rewards: the running deviation of the discounted returns of all environments.
///
/// As Gymnasium's and Stable-Baselines3's: R ← γR + r is kept for each environment, and begins anew with an episode;
/// rewards are divided by the root of R's running variance. Their mean is not subtracted, since that would change what
/// is worth doing.
struct RewardNormalizer: Sendable, Equatable {
  /// The limit of normalized rewards.
  static let limit = 10.0

  private let discount: Double
  private var returns: [Double]
  private var moments = RunningMoments(count: 1)

  init(environmentCount: Int, discount: Double) {
    self.discount = discount
    returns = Array(repeating: 0, count: environmentCount)
  }

  /// Takes in the rewards of a step, and writes them as they are to be learned from.
  mutating func normalize(_ outcome: borrowing StepBatch, into rewards: inout [Float]) {
    for row in returns.indices {
      returns[row] = discount * returns[row] + outcome.rewards[row]
      moments.update(with: returns[row])
    }
    let deviation = (moments.variances[0] + 1e-8).squareRoot()
    for row in returns.indices {
      rewards[row] = Float(min(max(outcome.rewards[row] / deviation, -Self.limit), Self.limit))
      if outcome.statuses[row].isFinished { returns[row] = 0 }
    }
  }

  /// Begins anew with every environment's return.
  mutating func discardEpisodes() {
    for row in returns.indices { returns[row] = 0 }
  }
}

extension RewardNormalizer: Checkpointable {
  mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.exchange("returns", &returns)
    try scope.exchange("moments", json: &moments)
    guard moments.areUsable(count: 1) else {
      throw CheckpointError("Its metadata has no usable '\(scope.path("moments"))'.")
    }
  }
}
