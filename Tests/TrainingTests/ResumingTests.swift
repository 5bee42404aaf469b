import Foundation
import Safetensors
import Simulation
import TestSupport
import Testing

@testable import Training

@Suite struct ResumingTests {
  private let folder: TemporaryFolder
  private let run: RunFolder
  private let plan = TrainingPlan.short(400, evaluatingEvery: 100)

  init() throws {
    folder = try TemporaryFolder()
    run = try RunFolder(creating: .tally(plan), at: folder.file("run"))
  }

  private func stopped(after rounds: Int) throws -> Trainer<Tally> {
    var trainer = Trainer.tally(plan, folder: run)
    var count = 0
    try trainer.run(shouldStop: {
      count += 1
      return count >= rounds
    })
    return trainer
  }

  private func resumed() throws -> Trainer<Tally> {
    var trainer = Trainer.tally(plan, folder: run)
    try trainer.resume()
    return trainer
  }

  @Test func itGoesOnWhereTheCheckpointLeftOff() throws {
    let first = try stopped(after: 50)
    let second = try resumed()
    #expect(first.steps >= 100 && second.steps == first.steps)
    #expect(second.agent.payments == first.agent.payments)
    #expect(second.agent.updateCount == first.agent.updateCount)
    #expect(second.generator == first.generator)
    #expect(second.evaluations == first.evaluations)
    #expect(second.recentEpisodes == first.recentEpisodes)
  }

  @Test func itTakesTheStepsThatAreLeft() throws {
    let before = try stopped(after: 50).evaluations
    var trainer = try resumed()
    let summary = try trainer.run()
    #expect(summary.steps == 400)
    #expect(summary.evaluations.map(\.steps) == [100, 200, 300, 400])
    #expect(summary.evaluations.first == before.first)
  }

  @Test func aRunThatHasReachedItsGoalIsDone() throws {
    var plan = plan
    plan.stopsAtReturn = 0
    var trainer = Trainer.tally(plan, folder: run)
    #expect(try trainer.run().reason == .goalReached)
    let metrics = try Data(contentsOf: folder.file("run/metrics.csv"))
    var again = Trainer.tally(plan, folder: run)
    try again.resume()
    let summary = try again.run()
    #expect(summary.reason == .goalReached)
    #expect(summary.steps == 100 && summary.evaluations.map(\.steps) == [100])
    #expect(try Data(contentsOf: folder.file("run/metrics.csv")) == metrics)
  }

  @Test func resumingTwiceGivesTheSame() throws {
    _ = try stopped(after: 30)
    let checkpoint = run.url.appending(path: "checkpoint.safetensors")
    let data = try Data(contentsOf: checkpoint)
    var first = try resumed()
    try first.run()
    try data.write(to: checkpoint)
    var second = try resumed()
    try second.run()
    #expect(first.agent.payments == second.agent.payments)
  }

  @Test func withoutACheckpointItSaysSo() throws {
    let error = #expect(throws: SafetensorsError.self) { try resumed() }
    #expect(error?.description.contains("checkpoint.safetensors: cannot be read") == true)
  }

  @Test(
    arguments: [
      (["steps"], -1), (["steps"], 1e18), (["steps"], nil), (["seconds"], 1e99), (["seconds"], -1),
      (["recentEpisodes", "capacity"], 0), (["recentEpisodes", "total"], -5), (["recentEpisodes", "total"], 3),
    ] as [([String], Double?)])
  func aDamagedStateIsRefused(place: [String], value: Double?) throws {
    _ = try stopped(after: 20)
    try changeState {
      guard place.count == 2, var inner = $0[place[0]] as? [String: Any] else { return $0[place[0]] = value }
      inner[place[1]] = value
      $0[place[0]] = inner
    }
    let error = #expect(throws: RunFolderError.self) { try resumed() }
    #expect(error?.description.hasSuffix("cannot be gone on from. Its metadata has no usable 'trainer'.") == true)
  }

  @Test(
    arguments: [
      [Int.max], [Int.max, Int.max], [-1], [Int.min, 1],
    ])
  func lengthsWithoutASumAreRefused(lengths: [Int]) throws {
    _ = try stopped(after: 20)
    try changeState {
      $0["recentEpisodes"] = [
        "capacity": 100, "total": lengths.count, "lengths": lengths, "returns": lengths.map { _ in 1 },
      ]
    }
    #expect(throws: RunFolderError.self) { try resumed() }
  }

  @Test func anUndamagedStateIsTaken() throws {
    _ = try stopped(after: 20)
    try changeState { $0["seconds"] = 5 }
    #expect(try resumed().steps == 80)
  }

  private func changeState(_ change: (inout [String: Any]) -> Void) throws {
    let url = run.url.appending(path: "checkpoint.safetensors")
    let file = try SafetensorsFile(contentsOf: url)
    var writer = SafetensorsWriter(metadata: file.metadata)
    for tensor in file.tensors {
      writer.add(tensor.name, bytes: try file.bytes(tensor.name), as: tensor.elementType, shape: tensor.shape)
    }
    let text = try #require(file.metadata["trainer"])
    var state = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    change(&state)
    writer.metadata["trainer"] = String(decoding: try JSONSerialization.data(withJSONObject: state), as: UTF8.self)
    try writer.write(to: url)
  }
}
