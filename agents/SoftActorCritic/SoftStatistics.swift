import Files
import Training

/// Running means of what updates report.
struct SoftStatistics: Codable, Equatable, Sendable {
  private var criticLoss = 0.0
  private var actorLoss = 0.0
  private var entropy = 0.0
  private var temperature = 0.0
  @StoredCount private var criticCount = 0
  @StoredCount private var actorCount = 0

  /// Takes in an update of the critics.
  mutating func update(criticLoss: Float, temperature: Float) {
    criticCount += 1
    self.criticLoss.average(criticLoss, weight: RecentMean.weight(ofUpdate: criticCount))
    self.temperature = Double(temperature)
  }

  /// Takes in an update of the actor.
  mutating func update(actorLoss: Float, entropy: Float) {
    actorCount += 1
    let weight = RecentMean.weight(ofUpdate: actorCount)
    self.actorLoss.average(actorLoss, weight: weight)
    self.entropy.average(entropy, weight: weight)
  }

  /// The measurements, by the names that Stable-Baselines3 has for them.
  var measurements: [Measurement] {
    [
      Measurement("train/actor_loss", actorLoss), Measurement("train/critic_loss", criticLoss),
      Measurement("train/ent_coef", temperature), Measurement("train/entropy", entropy),
    ]
  }
}
