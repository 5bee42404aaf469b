import Foundation
import Safetensors
import Simulation
import TestSupport
import Testing

@testable import Training

@Suite("Divergence") struct DivergenceTests {
  private let folder: TemporaryFolder
  private let run: RunFolder
  private let plan = TrainingPlan.short(400, evaluatingEvery: 100)

  init() throws {
    folder = try TemporaryFolder()
    run = try RunFolder(creating: .tally(plan), at: folder.url)
  }

  private func trainer(divergingAt update: Int) -> Trainer<Chronicle> {
    let batch = Identity.batch(of: 4)
    var agent = Chronicle(in: batch)
    agent.divergesAt = update
    return Trainer(agent, in: batch, evaluatingIn: Identity.batch(of: 3), plan: plan, folder: run)
  }

  @Test("The run ends at the step, and says where")
  func sentence() {
    var trainer = trainer(divergingAt: 37)
    let error = #expect(throws: DivergenceError.self) { try trainer.run() }
    #expect(error == DivergenceError(steps: 148, updates: 37, cause: "the loss is nan"))
    #expect(
      error?.description
        == "Training diverged after 148 steps and 37 updates: the loss is nan. What was saved before is untouched; a "
        + "smaller learning rate may help.")
  }

  @Test("What was saved before stays, and what is bad is not saved", arguments: [26, 37, 50])
  func files(update: Int) throws {
    var trainer = trainer(divergingAt: update)
    #expect(throws: DivergenceError.self) { try trainer.run() }
    // The second evaluation, at 200 steps, would come with update 50.
    for name in ["checkpoint", "policy", "best"] {
      #expect(try SafetensorsFile(contentsOf: folder.file("\(name).safetensors")).metadata["steps"] == "100")
    }
    #expect(trainer.evaluations.map(\.steps) == [100])
  }

  @Test("The metrics up to there are kept")
  func metrics() throws {
    var trainer = trainer(divergingAt: 37)
    #expect(throws: DivergenceError.self) { try trainer.run() }
    let text = try String(contentsOf: folder.file("metrics.csv"), encoding: .utf8)
    #expect(text.split(separator: "\n").last?.hasPrefix("144,") == true)
  }

  @Test("What failed is reported once, and the run goes on")
  func impairments() throws {
    let batch = Identity.batch(of: 4)
    var agent = Chronicle(in: batch)
    let (first, second) = ("the generator has collapsed", "so has the other")
    agent.impairments = [3: [first], 4: [first], 9: [first, second], 12: [second]]
    var trainer = Trainer(agent, in: batch, evaluatingIn: Identity.batch(of: 3), plan: plan, folder: nil)
    var notices: [String] = []
    let summary = try trainer.run(report: { if case .noticed(let notice) = $0 { notices.append(notice) } })
    #expect(summary.reason == .planDone)
    #expect(notices == [first, second])
  }
}
