import Foundation
import Safetensors
import Simulation
import TestSupport
import Testing

@testable import Training

/// Learns one number an update, and nothing from acting.
private struct Reader: Learner {
  private(set) var pages: [Double] = []
  let book: Int

  var greedyPolicy: Tally.Greedy { Tally.Greedy(payments: [1, 0, 0, 0, 1, 0, 0, 0, 1]) }
  var updateCount: Int { pages.count }
  var status: LearnerStatus { pages.count >= book ? .converged : .learning }

  mutating func learn(using generator: inout RandomGenerator) { pages.append(generator.uniform(0, 1)) }
  mutating func exchange(with scope: inout CheckpointScope) throws { try scope.exchange("pages", growing: &pages) }
}

@Suite("Training without acting")
struct StudyTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func trainer(book: Int = .max, steps: Int = 20) throws -> Trainer<Reader> {
    let plan = TrainingPlan.short(steps, evaluatingEvery: 8)
    return Trainer(
      Reader(book: book), evaluatingIn: Identity.batch(of: 3), plan: plan,
      folder: try RunFolder(creating: .tally(plan), at: folder.file("run-\(book)-\(steps)")))
  }

  @Test("counts updates as steps and evaluates in between")
  func steps() throws {
    var trainer = try trainer()
    let summary = try trainer.run()
    #expect(summary.steps == 20 && summary.updates == 20 && summary.reason == .planDone)
    #expect(summary.evaluations.map(\.steps) == [8, 16, 20])
  }

  @Test("ends when there is nothing more to gain, with a last evaluation")
  func convergence() throws {
    var trainer = try trainer(book: 11)
    let summary = try trainer.run()
    #expect(summary.reason == .converged && summary.evaluations.map(\.steps) == [8, 11])
    #expect(try trainer.run().steps == 11, "it goes on though it has converged")
  }

  @Test("goes on after a stop as if it had not stopped")
  func resuming() throws {
    var whole = try trainer(steps: 30)
    try whole.run()
    let plan = TrainingPlan.short(30, evaluatingEvery: 8)
    let run = try RunFolder(creating: .tally(plan), at: folder.file("stopped"))
    var first = Trainer(Reader(book: .max), evaluatingIn: Identity.batch(of: 3), plan: plan, folder: run)
    var asked = 0
    try first.run(shouldStop: {
      asked += 1
      return asked > 40
    })
    var second = Trainer(Reader(book: .max), evaluatingIn: Identity.batch(of: 3), plan: plan, folder: run)
    try second.resume()
    #expect(second.steps > 0 && second.steps < 30)
    try second.run()
    #expect(second.agent.pages == whole.agent.pages)
  }
}
