import Environments
import Simulation
import Testing

/// A slot machine, and what can be won of it.
@Suite("Bandits") struct BanditTests {
  /// Pulls, arms, and the exact value.
  private static let exact: [(pulls: Int, arms: Int, value: Double)] = [
    (1, 2, 1 / 2), (2, 2, 13 / 12), (3, 2, 5 / 3), (5, 2, 26 / 9), (5, 5, 293 / 96),
  ]

  @Test("The Bayes-optimal value is the exact one.", arguments: exact)
  func exactValues(pulls: Int, arms: Int, value: Double) {
    var belief = BanditBelief()
    #expect(abs(belief.value(arms: arms, pulls: pulls) - value) < 1e-12)
  }

  @Test("Of ten pulls it is as published.", arguments: [(arms: 2, value: 6.0218), (5, 6.6600), (10, 6.7140)])
  func tenPulls(arms: Int, value: Double) {
    var belief = BanditBelief()
    #expect(abs(belief.value(arms: arms, pulls: 10) - value) < 5e-5)
  }

  @Test("One arm pays half of its pulls, and nothing is won by no pull.") func simplest() {
    var belief = BanditBelief()
    #expect(belief.value(arms: 1, pulls: 10) == 5)
    #expect(belief.value(arms: 3, pulls: 0) == 0)
  }

  @Test("Each reset draws other chances, unless the task is kept.") func chances() {
    var bandit = Bandit()
    let _: Int = bandit.reset(seed: 3)
    let first = bandit.chances
    for arm in [0, 1, 1] { let _: Step<Int> = bandit.step(arm) }
    bandit.keepsTask = true
    let _: Int = bandit.reset()
    #expect(bandit.chances == first)
    #expect(bandit.records.allSatisfy { $0.wins + $0.losses == 0 } && bandit.lastArm == nil)
    bandit.keepsTask = false
    let _: Int = bandit.reset()
    #expect(bandit.chances != first)
  }

  @Test("An arm pays as often as its chance says.") func payout() {
    var bandit = Bandit()
    let _: Int = bandit.reset(seed: 1)
    bandit.keepsTask = true
    var wins = 0.0
    for pull in 0..<20_000 {
      let step: Step<Int> = bandit.step(2)
      wins += step.reward
      if step.status.isFinished { let _: Int = bandit.reset() }
      #expect(step.status == ((pull + 1) % 10 == 0 ? .terminated : .running))
    }
    #expect(abs(wins / 20_000 - bandit.chances[2]) < 0.015)
  }
}
