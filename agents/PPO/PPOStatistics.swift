import Files
import Training

/// Running means of what updates report.
struct PPOStatistics: Codable, Equatable, Sendable {
  private var policyLoss = 0.0
  private var valueLoss = 0.0
  private var entropy = 0.0
  private var divergence = 0.0
  private var clipFraction = 0.0
  private var gradientNorm = 0.0
  private var explainedVariance = 0.0
  @StoredCount private var count = 0

  /// Takes in an update.
  mutating func update(_ report: PPOLoss.Report, gradientNorm: Float) {
    count += 1
    let weight = RecentMean.weight(ofUpdate: count)
    policyLoss.average(report.policyLoss, weight: weight)
    valueLoss.average(report.valueLoss, weight: weight)
    entropy.average(report.entropy, weight: weight)
    divergence.average(report.divergence, weight: weight)
    clipFraction.average(report.clipFraction, weight: weight)
    self.gradientNorm.average(gradientNorm, weight: weight)
  }

  /// Takes in how well values foretold the returns of a rollout.
  mutating func update(explainedVariance: Double) { self.explainedVariance = explainedVariance }

  /// The measurements, by the names that Stable-Baselines3 has for them.
  var measurements: [Measurement] {
    [
      Measurement("train/policy_gradient_loss", policyLoss), Measurement("train/value_loss", valueLoss),
      Measurement("train/entropy", entropy), Measurement("train/approx_kl", divergence),
      Measurement("train/clip_fraction", clipFraction), Measurement("train/gradient_norm", gradientNorm),
      Measurement("train/explained_variance", explainedVariance),
    ]
  }
}
