import Files
import Training

/// Running means of what updates report, and the games so far.
struct AlphaZeroStatistics: Codable, Equatable, Sendable {
  private var policyLoss = 0.0
  private var valueLoss = 0.0
  @StoredCount private var count = 0
  @StoredCount private var games = 0

  /// Takes in an update.
  mutating func update(policyLoss: Float, valueLoss: Float) {
    count += 1
    let weight = RecentMean.weight(ofUpdate: count)
    self.policyLoss.average(policyLoss, weight: weight)
    self.valueLoss.average(valueLoss, weight: weight)
  }

  /// Counts games that are over.
  mutating func countGames(_ more: Int) { games += more }

  /// The measurements.
  var measurements: [Measurement] {
    [
      Measurement("train/policy_loss", policyLoss), Measurement("train/value_loss", valueLoss),
      Measurement("play/games", Double(games)),
    ]
  }
}
