import Simulation
import TestSupport
import Testing

/// What a batch held after the reset and after each step.
private struct History: Equatable {
  var observations: [[Float]] = []
  var finals: [[Float]] = []
  var rewards: [[Double]] = []
  var statuses: [[EpisodeStatus]] = []

  mutating func append(_ batch: StepBatch) {
    observations.append(batch.observations.array())
    finals.append(batch.finalObservations.array())
    rewards.append(batch.rewards.array)
    statuses.append(batch.statuses.array)
  }
}

private func makeDrifter(_ row: Int) -> TimeLimit<Drifter> { TimeLimit(Drifter(), steps: 5) }

/// Twenty rounds of actions for `count` drifters.
private func rounds(count: Int) -> [[Float]] {
  var generator = RandomGenerator(seed: 9)
  return (0..<20).map { _ in
    (0..<count).flatMap { _ in [Float(generator.uniform(-0.5, 1)), Float(generator.uniform(0, 0.5))] }
  }
}

private func play(_ environments: VectorTask, seed: UInt64) -> History {
  var (history, batch) = (History(), environments.makeBatch())
  environments.reset(seed: seed, into: &batch)
  history.append(batch)
  for actions in rounds(count: environments.count) {
    environments.step(actions, into: &batch)
    history.append(batch)
  }
  return history
}

/// One row of two numbers.
private func row2(_ numbers: [Float]) -> RowBuffer { RowBuffer(numbers, rowShape: [2]) }

/// The same by hand: one environment after the other, each with its own seed.
private func playByHand(count: Int, seed: UInt64) -> History {
  var environments = (0..<count).map(makeDrifter)
  var (history, batch) = (History(), StepBatch(count: count, observations: RowLayout(.float32, shape: [2])))
  for row in 0..<count {
    batch.observations.copyRows(0..<1, of: row2(environments[row].reset(seed: seed + UInt64(row))), to: row)
  }
  history.append(batch)
  for actions in rounds(count: count) {
    for row in 0..<count {
      let step = environments[row].step(Array(actions[2 * row..<2 * row + 2]))
      (batch.rewards[row], batch.statuses[row]) = (step.reward, step.status)
      var observation = step.observation
      if step.status.isFinished {
        batch.finalObservations.copyRows(0..<1, of: row2(observation), to: row)
        observation = environments[row].reset()
      }
      batch.observations.copyRows(0..<1, of: row2(observation), to: row)
    }
    history.append(batch)
  }
  return history
}

@Suite struct VectorEnvironmentTests {
  @Test(arguments: [1, 2, 3, 7, 64], [0, 1, 1_000_003] as [UInt64])
  func serialEqualsSingleEnvironmentsSeededOneAfterTheOther(count: Int, seed: UInt64) {
    let history = play(VectorTask(count: count, makeDrifter), seed: seed)
    #expect(history == playByHand(count: count, seed: seed))
    #expect(history.statuses.joined().contains(.truncated))
  }

  @Test(arguments: [1, 2, 3, 7, 64], [1, 2, 3, 8])
  func parallelEqualsSerial(count: Int, threads: Int) {
    for seed in [0, 42] as [UInt64] {
      let parallel = play(VectorTask(count: count, threads: threads, makeDrifter), seed: seed)
      #expect(parallel == play(VectorTask(count: count, makeDrifter), seed: seed))
    }
  }

  @Test func aFinishedRowHoldsTheNextEpisodeAndKeepsTheLastObservation() {
    let environments = VectorTask(count: 2) { row in Counter(length: row + 2) }
    var batch = environments.makeBatch()
    environments.reset(seed: 1, into: &batch)
    environments.step([0, 0], into: &batch)
    environments.step([0, 0], into: &batch)
    #expect(batch.statuses == [.terminated, .running])
    #expect(batch.observations.array() == [0, 2] as [Float])
    #expect(batch.finalObservations[0] == 2 as Float)
    #expect(batch.nextObservations(ofRow: 0)[0] == 2 as Float)
    #expect(batch.nextObservations(ofRow: 1)[1] == 2 as Float)
  }

  @Test func aResetClearsRewardsAndStatuses() {
    let environments = VectorTask(count: 1) { _ in Counter(length: 1) }
    var batch = environments.makeBatch()
    environments.reset(seed: 1, into: &batch)
    environments.step([2], into: &batch)
    #expect(batch.statuses == [.terminated] && batch.rewards == [2.75])
    environments.reset(seed: nil, into: &batch)
    #expect(batch.statuses == [.running] && batch.rewards == [0])
  }

  @Test func resettingWithoutASeedContinuesTheStreams() {
    let environments = VectorTask(count: 3, makeDrifter)
    var batch = environments.makeBatch()
    environments.reset(seed: 4, into: &batch)
    let first = batch.observations
    environments.reset(seed: nil, into: &batch)
    #expect(batch.observations != first)
    environments.reset(seed: 4, into: &batch)
    #expect(batch.observations == first)
  }

  @Test(arguments: [1, 2]) func copiesOfTheTaskStepTheSameEnvironments(threads: Int) {
    let task = VectorTask(count: 3, threads: threads, makeDrifter)
    let copy = task
    var (batch, other) = (task.makeBatch(), task.makeBatch())
    task.reset(seed: 10, into: &batch)
    copy.reset(seed: nil, into: &other)
    #expect(other.observations != batch.observations)
    #expect(task.streams?.starts == copy.streams?.starts)
  }
}

@Suite struct VectorEnvironmentLifetimeTests {
  private struct Refusal: Error {}

  @Test(arguments: [1, 3]) func noncopyableEnvironmentsLiveAsLongAsTheBatch(threads: Int) {
    let ledger = Ledger()
    func use() {
      let environments = VectorTask(count: 5, threads: threads) { _ in
        TimeLimit(Tenant(ledger), steps: 5)
      }
      #expect(environments.count == 5)
      #expect(ledger.made == 5 && ledger.gone == 0)
    }
    use()
    #expect(ledger.made == 5 && ledger.gone == 5)
  }

  @Test func noncopyableEnvironmentsPlayAsCopyableOnesDo() {
    let ledger = Ledger()
    let tenants = play(
      VectorTask(count: 3) { _ in TimeLimit(Tenant(ledger), steps: 5) }, seed: 8)
    #expect(tenants == playByHand(count: 3, seed: 8))
    #expect(ledger.made == 3 && ledger.gone == 3)
  }

  @Test(arguments: [0, 1, 4]) func whatWasMadeBeforeAnErrorIsDeinitialised(made: Int) {
    let ledger = Ledger()
    #expect(throws: Refusal.self) {
      _ = try VectorTask(count: 5) { row in
        if row == made { throw Refusal() }
        return Tenant(ledger)
      }
    }
    #expect(ledger.made == made && ledger.gone == made)
  }

  @Test func anErasedBatchOwnsItsEnvironments() {
    let ledger = Ledger()
    func use() {
      let erased = VectorTask(count: 2) { _ in Tenant(ledger) }
      var batch = erased.makeBatch()
      erased.reset(seed: 1, into: &batch)
      #expect(ledger.gone == 0)
    }
    use()
    #expect(ledger.gone == 2)
  }
}

@Suite struct TaskSpecificationTests {
  @Test func aTaskKnowsSpacesAndSizes() {
    let task = VectorTask("Drift-v0", count: 3, makeDrifter)
    #expect(task.specification.id == "Drift-v0")
    #expect(task.specification.observationSpace == Drifter().observationSpace.descriptor)
    #expect(task.specification.actionSpace == Drifter().actionSpace.descriptor)
    #expect(task.makeActions() == RowBuffer([Float](repeating: 0, count: 6), rowShape: [2]))
    #expect(task.makeBatch().observations == RowBuffer([Float](repeating: 0, count: 6), rowShape: [2]))
  }

  @Test func layoutsFollowFromTheSpaces() {
    let drifters = VectorTask(count: 1, makeDrifter).specification
    #expect(drifters.observationLayout.kind == .float32 && drifters.actionLayout.kind == .float32)
    let counters = VectorTask(count: 1) { _ in Counter(length: 2) }.specification
    #expect(counters.observationLayout.kind == .float32 && counters.actionLayout.kind == .int64)
    let binned = VectorTask(count: 1) { _ in
      DiscretizeObservation(Counter(length: 2), binning: Binning(low: [0], high: [2], bins: [2]))
    }
    #expect(binned.specification.observationLayout.kind == .int64)
  }

  @Test func drawnActionsAreThoseOfTheSpace() {
    let task = VectorTask(count: 3, makeDrifter)
    var (actions, random, reference) = (task.makeActions(), RandomGenerator(seed: 4), RandomGenerator(seed: 4))
    task.sampleActions(into: &actions, allowing: .none, using: &random)
    #expect(actions.array() == (0..<3).flatMap { _ in Drifter().actionSpace.sample(using: &reference) })
  }

  @Test(.enabled(if: countsAllocations, "counting needs glibc"))
  func steppingAllocatesNothing() {
    let environments = VectorTask(count: 4, makeDrifter)
    var batch = environments.makeBatch()
    let actions = environments.makeActions()
    var statistics = EpisodeStatistics(count: 4)
    environments.reset(seed: 1, into: &batch)
    let counted = (0..<12).map { _ in
      allocations {
        environments.step(actions, into: &batch)
        statistics.update(with: batch)
      }
    }
    #expect(counted.dropFirst(6).allSatisfy { $0 == 0 })
  }
}
