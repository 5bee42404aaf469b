import Simulation
import TestSupport
import Testing
import Training

/// Says what it sees.
private var echo: ScriptedPolicy { ScriptedPolicy(observing: Int.self, acting: Int.self) { $0[0] } }

@Suite struct EvaluationTests {
  @Test(arguments: [1, 2, 3, 5, 7, 16])
  func episodeKIsTheOneThatSeedPlusKStarts(batch: Int) {
    let evaluation = Evaluation.evaluate(echo, on: SeedTeller.batch(of: batch), episodes: 7, seed: 100)
    let seeds = (100..<107).map(UInt64.init)
    #expect(evaluation?.lengths == seeds.map(SeedTeller.length))
    #expect(evaluation?.returns == seeds.map { Double($0) * Double(SeedTeller.length(ofSeed: $0)) })
  }

  @Test func returnsDoNotDependOnTheBatch() {
    let always = ScriptedPolicy(observing: Int.self, acting: Int.self) { _ in 1 }
    let alone = Evaluation.evaluate(always, on: Identity.batch(of: 1), episodes: 10, seed: 3)
    let together = Evaluation.evaluate(always, on: Identity.batch(of: 4), episodes: 10, seed: 3)
    #expect(alone == together)
    #expect(Set(alone?.returns ?? []).count > 1)
  }

  @Test func aPolicyOfChanceRepeatsForOneSeed() {
    func returns(_ seed: UInt64) -> [Double]? {
      let environments = Identity.batch(of: 4)
      return Evaluation.evaluate(
        RandomPolicy(Discrete(3)), on: environments, episodes: 10, seed: seed)?.returns
    }
    #expect(returns(1) == returns(1))
    #expect(returns(1) != returns(2))
  }

  @Test func chanceIsNotThatOfTheEnvironment() throws {
    // Had policy and environment the same stream, the one would foresee the other.
    let environments = Identity.batch(of: 1)
    let evaluation = try #require(
      Evaluation.evaluate(
        RandomPolicy(Discrete(3)), on: environments, episodes: 200, seed: 0))
    #expect(abs(evaluation.meanReturn - 8.0 / 3) < 0.3)
  }

  @Test func anEpisodeWithoutEndIsCutOff() {
    let environments = VectorTask(count: 2) { _ in Identity(length: .max) }
    let evaluation = Evaluation.evaluate(echo, on: environments, episodes: 3, seed: 0, stepLimit: 5)
    #expect(evaluation == Evaluation(returns: [5, 5, 5], lengths: [5, 5, 5]))
  }

  @Test func statisticsAreThoseOfThePopulation() {
    let evaluation = Evaluation(returns: [1, 3, 5, 7], lengths: [2, 4, 6, 9])
    #expect(evaluation.episodes == 4)
    #expect(evaluation.meanReturn == 4)
    #expect(evaluation.standardDeviation == 5.0.squareRoot())
    #expect(evaluation.minimumReturn == 1)
    #expect(evaluation.maximumReturn == 7)
    #expect(evaluation.meanLength == 5.25)
  }

  @Test func stoppedBeforeAnEpisodeIsOverThereIsNothing() {
    #expect(Evaluation.evaluate(echo, on: SeedTeller.batch(of: 2), episodes: 4, seed: 0) { true } == nil)
  }

  @Test func stoppedLaterTheEpisodesThatAreOverCount() {
    var asked = 0
    let evaluation = Evaluation.evaluate(echo, on: SeedTeller.batch(of: 4), episodes: 8, seed: 0) {
      asked += 1
      return asked > 2
    }
    #expect(evaluation?.lengths == [1, 2])
  }
}
