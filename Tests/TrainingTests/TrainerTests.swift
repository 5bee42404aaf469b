import Foundation
import Safetensors
import Simulation
import TestSupport
import Testing

@testable import Training

@Suite struct TrainerTests {
  @Test func oneSeedRepeatsBitForBit() throws {
    func result(_ seed: UInt64) throws -> ([Double], [[Double]], RandomGenerator) {
      var trainer = Trainer.tally(.short(200, evaluatingEvery: 50, seed: seed))
      try trainer.run()
      return (trainer.agent.payments, trainer.evaluations.map(\.evaluation.returns), trainer.generator)
    }
    #expect(try result(5) == result(5))
    #expect(try result(5).0 != result(6).0)
  }

  @Test func theAgentLearnsFromWhatItDid() throws {
    var trainer = Trainer.tally(.short(400))
    let summary = try trainer.run()
    #expect(summary.last?.meanReturn == 8)
    #expect((0..<9).allSatisfy { ($0 % 4 == 0) == (trainer.agent.payments[$0] > 0) })
  }

  @Test func theAgentIsToldOfItsEpisodesAsAPolicyIs() throws {
    var trainer = Trainer.tally(.short(44))
    try trainer.run()
    // Episodes of eight steps; each environment has taken eleven.
    #expect(trainer.agent.beginnings == 1 && trainer.agent.memory == [3, 3, 3, 3])
  }

  @Test func evaluationsComeAtTheirStepsAndAtTheEnd() throws {
    var trainer = Trainer.tally(.short(100, evaluatingEvery: 30))
    let summary = try trainer.run()
    // Four environments step at a time, so that 30 and 90 are passed at 32 and 92.
    #expect(summary.evaluations.map(\.steps) == [32, 60, 92, 100])
    #expect(summary.evaluations.allSatisfy { $0.evaluation.episodes == 5 })
    #expect(summary.reason == .planDone)
    #expect(summary.updates == 25)
  }

  @Test func theEndIsNotEvaluatedTwice() throws {
    var trainer = Trainer.tally(.short(100, evaluatingEvery: 50))
    #expect(try trainer.run().evaluations.map(\.steps) == [52, 100])
  }

  @Test func withoutAnIntervalTheEndAloneIsEvaluated() throws {
    var trainer = Trainer.tally(.short(100))
    #expect(try trainer.run().evaluations.map(\.steps) == [100])
  }

  @Test func evaluatingDoesNotChangeTheTraining() throws {
    var often = Trainer.tally(.short(200, evaluatingEvery: 8))
    var once = Trainer.tally(.short(200))
    try often.run()
    try once.run()
    #expect(often.agent.payments == once.agent.payments)
  }

  @Test func itStopsWhenTheGoalIsReached() throws {
    var plan = TrainingPlan.short(10_000, evaluatingEvery: 100)
    plan.stopsAtReturn = 8
    var trainer = Trainer.tally(plan)
    let summary = try trainer.run()
    #expect(summary.reason == .goalReached)
    #expect(summary.steps < 10_000)
    #expect(summary.last?.meanReturn == 8)
  }

  @Test func itStopsWhenAskedAndSaves() throws {
    let folder = try TemporaryFolder()
    let run = try RunFolder(creating: .tally(.short(1000)), at: folder.file("run"))
    var trainer = Trainer.tally(.short(1000), folder: run)
    var rounds = 0
    let summary = try trainer.run(shouldStop: {
      rounds += 1
      return rounds == 10
    })
    #expect(summary.reason == .stopped)
    #expect(summary.steps == 40)
    #expect(
      try SafetensorsFile(contentsOf: run.url.appending(path: "checkpoint.safetensors")).metadata["steps"] == "40")
    #expect(FileManager.default.fileExists(atPath: run.policyURL(.latest).path))
  }

  @Test func stoppedInTheLastEvaluationItCountsAsStopped() throws {
    var trainer = Trainer.tally(.short(40))
    var asked = 0
    let summary = try trainer.run(shouldStop: {
      asked += 1
      return asked > 10
    })
    #expect(summary.reason == .stopped)
    #expect(summary.evaluations.isEmpty)
  }

  @Test func theBestPolicyIsKept() throws {
    let folder = try TemporaryFolder()
    let plan = TrainingPlan.short(800, evaluatingEvery: 200)
    let run = try RunFolder(creating: .tally(plan), at: folder.file("run"))
    var agent = Tally()
    agent.goesBadAfter = 120
    var trainer = Trainer.tally(plan, agent: agent, folder: run)
    let summary = try trainer.run()
    #expect(summary.last?.meanReturn == 0)
    #expect(summary.best?.meanReturn == 8)
    let steps = try SafetensorsFile(contentsOf: run.policyURL(.best)).metadata["steps"]
    #expect(steps == summary.best.map { "\($0.steps)" })
    #expect(try SafetensorsFile(contentsOf: run.policyURL(.latest)).metadata["steps"] == "800")
  }

  @Test func aMeanThatIsNoNumberIsNeverTheBest() throws {
    final class Calls: @unchecked Sendable { var count = 0 }
    let calls = Calls()
    // Of five episodes, three are played at a time, of eight steps each.
    let environments = VectorTask(count: 3) { _ in
      TransformReward(Identity()) { reward in
        calls.count += 1
        return calls.count <= 48 ? .nan : reward
      }
    }
    var trainer = Trainer(
      Tally(), in: Identity.batch(of: 4), evaluatingIn: environments, plan: .short(400, evaluatingEvery: 200))
    let summary = try trainer.run()
    #expect(summary.evaluations.map(\.isBest) == [false, true])
    #expect(summary.evaluations[0].meanReturn.isNaN && summary.best?.meanReturn == 8)
  }

  @Test func progressIsReportedEveryHundredth() throws {
    var trainer = Trainer.tally(.short(4000))
    var reports: [TrainingProgress] = []
    try trainer.run(report: { if case .progress(let progress) = $0 { reports.append(progress) } })
    #expect(reports.map(\.steps) == (1...100).map { $0 * 40 })
    #expect(reports.last?.episodes == 500)
    #expect(reports.last?.measurements == [Measurement("train/progress", 0.999)])
  }
}
