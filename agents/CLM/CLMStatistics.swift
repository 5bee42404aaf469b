import Files
import Training

/// The statistics of a world model: running means over some hundred updates, and its health at the last check.
struct CLMStatistics: Codable, Equatable, Sendable {
  private(set) var generatorLoss = 0.0
  private(set) var discriminatorLoss = 0.0
  private(set) var keptShare = 0.0
  @StoredCount private var count = 0
  @StoredCount private var roundCount = 0
  var health = WorldHealth()
  /// The reason that imagination has ended; `nil` while all is well.
  private(set) var fault: String?

  mutating func update(
    discriminator: ConditionalGAN<TransitionHead>.Report?, generator: ConditionalGAN<TransitionHead>.Report
  ) {
    for (name, report) in [("discriminator", discriminator), ("generator", generator)] {
      guard let report, !report.isFinite else { continue }
      fault =
        "the \(name)'s loss became \(report.loss) with a gradient of the length \(report.gradientNorm); nothing more is "
        + "imagined"
      return
    }
    count += 1
    let weight = RecentMean.weight(ofUpdate: count)
    generatorLoss.average(generator.loss, weight: weight)
    if let discriminator { discriminatorLoss.average(discriminator.loss, weight: weight) }
  }

  /// The warning that nothing is imagined, and the reason; `nil` while all is well.
  var notice: String? {
    guard fault == nil, health.isCollapsed else { return fault }
    return
      "the generator has collapsed and makes much the same whatever it is told; nothing is imagined until it recovers"
  }

  mutating func update(_ outcome: Imagination.Outcome) {
    roundCount += 1
    let weight = RecentMean.weight(ofUpdate: roundCount)
    keptShare.average(Double(outcome.kept) / Double(max(outcome.begun, 1)), weight: weight)
  }

  func measurements(share: Double) -> [Measurement] {
    [
      Measurement("clm/share", share), Measurement("clm/kept_share", keptShare),
      Measurement("clm/generator_loss", generatorLoss), Measurement("clm/discriminator_loss", discriminatorLoss),
      Measurement("clm/held_out_accuracy", health.accuracy), Measurement("clm/state_error", health.stateError),
      Measurement("clm/reward_error", health.rewardError), Measurement("clm/end_f1", health.endScore),
      Measurement("clm/spread", health.spread), Measurement("clm/passing", health.passing),
    ]
  }
}
