import Foundation
import Safetensors
import Simulation
import TestSupport
import Testing

@testable import Training

/// A run goes on with new episodes, and says so, where the old ones cannot be played again.
@Suite("Lost episodes") struct LostEpisodesTests {
  private let folder: TemporaryFolder
  private let run: RunFolder
  private let plan = TrainingPlan.short(400)

  init() throws {
    folder = try TemporaryFolder()
    run = try RunFolder(creating: .tally(plan), at: folder.url)
  }

  private func trainer<E: Environment>(_ make: @escaping () -> E) -> Trainer<Chronicle> {
    trainer(in: VectorTask(count: 4) { _ in make() })
  }

  private func trainer(in batch: VectorTask) -> Trainer<Chronicle> {
    Trainer(Chronicle(in: batch), in: batch, evaluatingIn: batch, plan: plan, folder: run)
  }

  private var drifters: Trainer<Chronicle> {
    trainer(in: Course.make(4, 1, TimeLimit(Drifter(), steps: 9)))
  }

  private func stop(_ trainer: Trainer<Chronicle>) throws {
    var (trainer, asked) = (trainer, 0)
    try trainer.run(shouldStop: {
      asked += 1
      return asked == 31
    })
    #expect(trainer.steps == 124)
  }

  /// Resumes and trains to the end; returns what was said of lost episodes.
  private func resume(_ trainer: Trainer<Chronicle>) throws -> [String] {
    var trainer = trainer
    try trainer.resume()
    #expect(trainer.steps == 124)
    let areLost = trainer.agent.episodeSteps.allSatisfy { $0 == 0 }
    var reasons: [String] = []
    let summary = try trainer.run(report: { if case .episodesLost(let reason) = $0 { reasons.append(reason) } })
    #expect(summary.reason == .planDone && summary.steps == 400)
    #expect(areLost == !reasons.isEmpty, "the agent was not told")
    return reasons
  }

  /// Changes a tensor of the checkpoint, and the random streams with which the episodes began.
  private func changeCheckpoint(
    _ name: String, to tensor: (inout SafetensorsWriter) -> Void = { _ in },
    starts change: ([RandomGenerator]) -> [RandomGenerator]? = { $0 }
  ) throws {
    let url = folder.file("checkpoint.safetensors")
    let file = try SafetensorsFile(contentsOf: url)
    var writer = SafetensorsWriter(metadata: file.metadata)
    for old in file.tensors where old.name != name {
      writer.add(old.name, bytes: try file.bytes(old.name), as: old.elementType, shape: old.shape)
    }
    tensor(&writer)
    let name = "episodes/starts"
    if let text = file.metadata[name] {
      let starts = try JSONDecoder().decode([RandomGenerator].self, from: Data(text.utf8))
      writer.metadata[name] = try change(starts).map {
        String(decoding: try JSONEncoder().encode($0), as: UTF8.self)
      }
    }
    try writer.write(to: url)
  }

  @Test("An untouched checkpoint loses nothing")
  func untouched() throws {
    try stop(drifters)
    try changeCheckpoint("", to: { _ in })
    #expect(try resume(drifters).isEmpty)
  }

  @Test("Environments that do not show their random streams begin anew")
  func unknownStreams() throws {
    try stop(trainer { Counter(length: 7) })
    #expect(
      try resume(trainer { Counter(length: 7) }) == ["the environments do not show their random streams"])
  }

  @Test("Another environment than before begins anew")
  func anotherEnvironment() throws {
    try stop(drifters)
    let reasons = try resume(trainer(in: Course.make(4, 1, TimeLimit(Drifter(), steps: 3))))
    #expect(reasons.count == 1)
    #expect(reasons.first?.hasPrefix("played again they come out differently") == true)
  }

  @Test("Wrappers that remember more than an episode begin anew")
  func wrappersWithAMemory() throws {
    func normalized() -> Trainer<Chronicle> {
      trainer(in: Course.make(4, 1, TimeLimit(NormalizeReward(Drifter()), steps: 9)))
    }
    try stop(normalized())
    #expect(try resume(normalized()).first?.hasPrefix("played again they come out differently") == true)
  }

  @Test("A checkpoint without episodes begins anew")
  func withoutEpisodes() throws {
    try stop(drifters)
    try changeCheckpoint("episodes/actions", starts: { _ in nil })
    #expect(try resume(drifters).first?.hasPrefix("the checkpoint does not hold them") == true)
  }

  @Test(
    "Damaged episodes begin anew",
    arguments: [
      ("episodes/lengths", [-1, 2, 3, 4]), ("episodes/lengths", [1, 2, 3]),
      ("episodes/lengths", [Int.max, 1, 1, 1]),
      ("episodes/returns", [0, 0, 0, 0]), ("episodes/observations", [1]), ("episodes/actions", [1]), ("none", []),
    ] as [(String, [Int])])
  func damaged(name: String, values: [Int]) throws {
    try stop(drifters)
    try changeCheckpoint(
      name, to: { if name != "none" { $0.add(name, values) } },
      starts: { name == "none" ? $0.dropLast() : $0 })
    #expect(try resume(drifters).first?.hasPrefix("the checkpoint is damaged: ") == true)
  }

  @Test("Actions that are none are not taken")
  func impossibleActions() throws {
    try stop(drifters)
    let file = try SafetensorsFile(contentsOf: folder.file("checkpoint.safetensors"))
    var actions = try file.array("episodes/actions", as: Float.self)
    actions[3] = .infinity
    let shape = try #require(file.tensor("episodes/actions")).shape
    try changeCheckpoint("episodes/actions", to: { $0.add("episodes/actions", actions, shape: shape) })
    #expect(
      try resume(drifters) == ["the checkpoint is damaged: what it holds of them does not fit the environments"])
  }

  @Test("Other observations than before begin anew")
  func otherObservations() throws {
    try stop(drifters)
    let file = try SafetensorsFile(contentsOf: folder.file("checkpoint.safetensors"))
    var observations = try file.array("episodes/observations", as: Float.self)
    observations[0] = observations[0].nextUp
    try changeCheckpoint(
      "episodes/observations", to: { $0.add("episodes/observations", observations, shape: [4, 2]) })
    #expect(try resume(drifters).first?.hasPrefix("played again they come out differently") == true)
  }

  @Test("What is begun anew is the same each time")
  func repeatable() throws {
    try stop(trainer { Counter(length: 7) })
    let checkpoint = try Data(contentsOf: folder.file("checkpoint.safetensors"))
    let digests = try (0..<2).map { _ in
      try checkpoint.write(to: folder.file("checkpoint.safetensors"))
      var trainer = trainer { Counter(length: 7) }
      try trainer.resume()
      try trainer.run()
      return trainer.agent.digest
    }
    #expect(digests[0] == digests[1])
  }
}

@Suite("The log of actions") struct ActionLogTests {
  /// Plays rounds `0 ..< rounds` of a batch of three, with episodes of the lengths that `length` gives.
  private func log(rounds: Int, limit: Int = 1000, length: (Int) -> Int) -> ActionLog {
    var log = ActionLog(RowLayout(.int64, shape: []), environments: 3, limit: limit)
    for round in 0..<rounds { log.append(RowBuffer([round, 0, round]), lengths: [0, length(round), 1]) }
    return log
  }

  @Test("It reaches back to where the longest episode began", arguments: [1, 63, 64, 65, 400, 999])
  func reach(rounds: Int) {
    for length in [1, 10, 64, 90] {
      let log = log(rounds: rounds) { $0 % length }
      #expect(log.count >= (rounds - 1) % length + 1)
      #expect(log.last(1) == RowBuffer([rounds - 1, 0, rounds - 1]))
    }
  }

  @Test("It does not grow with the run")
  func size() {
    #expect(log(rounds: 20_000) { $0 % 10 }.count <= 64)
    #expect(log(rounds: 20_000) { $0 % 100 }.count <= 256)
  }

  @Test("An episode without end does not fill the memory, and is too long to be played again")
  func limit() {
    let log = log(rounds: 20_000, limit: 500) { $0 }
    #expect((500...2048).contains(log.count))
  }

  @Test("Thousands of steps are kept, whatever the batch")
  func limits() {
    #expect(ActionLog.roundLimit(roundSize: 1) == 1 << 22)
    #expect(ActionLog.roundLimit(roundSize: 64) == 1 << 16)
    #expect(ActionLog.roundLimit(roundSize: 65_536) == 2048)
  }

  @Test("Only the rounds that are asked for are kept")
  func keeping() {
    var log = log(rounds: 20) { $0 }
    log.keepLast(2)
    #expect(log.last(log.count) == RowBuffer([18, 0, 18, 19, 0, 19]))
    log.keepLast(9)
    #expect(log.count == 2)
    log.keepLast(0)
    #expect(log.count == 0)
  }

  @Test("Rounds allocate nothing as long as episodes keep their lengths", .enabled(if: countsAllocations))
  func allocations() {
    var log = log(rounds: 1000) { $0 % 100 }
    let round = RowBuffer([1, 2, 3])
    let capacity = log.capacity
    var (lengths, counted) = ([0, 0, 0], [Int: Int]())
    for number in 0..<1000 {
      lengths[1] = number % 100
      counted[TestSupport.allocations { log.append(round, lengths: lengths) }, default: 0] += 1
    }
    // Without optimisation, dropping old rounds allocates a few words of its own.
    #expect(counted[0, default: 0] > 980)
    #expect(log.capacity == capacity)
  }
}
