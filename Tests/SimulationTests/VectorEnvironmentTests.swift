import Simulation
import TestSupport
import Testing

/// What a batch held after the reset and after each step.
private struct History: Equatable {
  var observations: [[Float]] = []
  var finals: [[Float]] = []
  var rewards: [[Double]] = []
  var statuses: [[EpisodeStatus]] = []

  mutating func append(_ batch: StepBatch<Float>) {
    observations.append(batch.observations)
    finals.append(batch.finalObservations)
    rewards.append(batch.rewards)
    statuses.append(batch.statuses)
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

private func play<V: VectorEnvironment & ~Copyable>(_ environments: consuming V, seed: UInt64) -> History
where V.ObservationSpace.Scalar == Float, V.ActionSpace.Scalar == Float {
  var (history, batch) = (History(), environments.makeBatch())
  environments.reset(seed: seed, into: &batch)
  history.append(batch)
  for actions in rounds(count: environments.count) {
    environments.step(actions, into: &batch)
    history.append(batch)
  }
  return history
}

/// The same by hand: one environment after the other, each with its own seed.
private func playByHand(count: Int, seed: UInt64) -> History {
  var environments = (0..<count).map(makeDrifter)
  var (history, batch) = (History(), StepBatch<Float>(count: count, observationSize: 2))
  for row in 0..<count {
    batch.observations.replaceSubrange(
      batch.indices(ofRow: row), with: environments[row].reset(seed: seed + UInt64(row)))
  }
  history.append(batch)
  for actions in rounds(count: count) {
    for row in 0..<count {
      let step = environments[row].step(Array(actions[batch.indices(ofRow: row)]))
      (batch.rewards[row], batch.statuses[row]) = (step.reward, step.status)
      var observation = step.observation
      if step.status.isFinished {
        batch.finalObservations.replaceSubrange(batch.indices(ofRow: row), with: observation)
        observation = environments[row].reset()
      }
      batch.observations.replaceSubrange(batch.indices(ofRow: row), with: observation)
    }
    history.append(batch)
  }
  return history
}

@Suite struct VectorEnvironmentTests {
  @Test(arguments: [1, 2, 3, 7, 64], [0, 1, 1_000_003] as [UInt64])
  func serialEqualsSingleEnvironmentsSeededOneAfterTheOther(count: Int, seed: UInt64) {
    let history = play(SerialVectorEnvironment(count: count, makeDrifter), seed: seed)
    #expect(history == playByHand(count: count, seed: seed))
    #expect(history.statuses.joined().contains(.truncated))
  }

  @Test(arguments: [1, 2, 3, 7, 64], [1, 2, 3, 8])
  func parallelEqualsSerial(count: Int, threads: Int) {
    for seed in [0, 42] as [UInt64] {
      let parallel = play(ParallelVectorEnvironment(count: count, threads: threads, makeDrifter), seed: seed)
      #expect(parallel == play(SerialVectorEnvironment(count: count, makeDrifter), seed: seed))
    }
  }

  @Test func aFinishedRowHoldsTheNextEpisodeAndKeepsTheLastObservation() {
    var environments = SerialVectorEnvironment(count: 2) { row in Counter(length: row + 2) }
    var batch = environments.makeBatch()
    environments.reset(seed: 1, into: &batch)
    environments.step([0, 0], into: &batch)
    environments.step([0, 0], into: &batch)
    #expect(batch.statuses == [.terminated, .running])
    #expect(batch.observations == [0, 2])
    #expect(batch.finalObservations[0] == 2)
    #expect(Array(batch.nextObservation(ofRow: 0)) == [2])
    #expect(Array(batch.nextObservation(ofRow: 1)) == [2])
  }

  @Test func aResetClearsRewardsAndStatuses() {
    var environments = SerialVectorEnvironment(count: 1) { _ in Counter(length: 1) }
    var batch = environments.makeBatch()
    environments.reset(seed: 1, into: &batch)
    environments.step([2], into: &batch)
    #expect(batch.statuses == [.terminated] && batch.rewards == [2.75])
    environments.reset(seed: nil, into: &batch)
    #expect(batch.statuses == [.running] && batch.rewards == [0])
  }

  @Test func resettingWithoutASeedContinuesTheStreams() {
    var environments = SerialVectorEnvironment(count: 3, makeDrifter)
    var batch = environments.makeBatch()
    environments.reset(seed: 4, into: &batch)
    let first = batch.observations
    environments.reset(seed: nil, into: &batch)
    #expect(batch.observations != first)
    environments.reset(seed: 4, into: &batch)
    #expect(batch.observations == first)
  }

  @Test func oneEnvironmentCanBeReachedInEitherKind() {
    var serial = SerialVectorEnvironment(count: 3, makeDrifter)
    var parallel = ParallelVectorEnvironment(count: 3, threads: 2, makeDrifter)
    var batch = serial.makeBatch()
    serial.reset(seed: 10, into: &batch)
    parallel.reset(seed: 10, into: &batch)
    let (one, other) = (serial.withEnvironment(2) { $0.stream }, parallel.withEnvironment(2) { $0.stream })
    #expect(one == other)
    #expect(one?.seeds == RandomGenerator(seed: 12).seeds)
  }
}

@Suite struct VectorEnvironmentLifetimeTests {
  private struct Refusal: Error {}

  @Test(arguments: [1, 3]) func noncopyableEnvironmentsLiveAsLongAsTheBatch(threads: Int) {
    let ledger = Ledger()
    func use() {
      let environments = ParallelVectorEnvironment(count: 5, threads: threads) { _ in
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
      SerialVectorEnvironment(count: 3) { _ in TimeLimit(Tenant(ledger), steps: 5) }, seed: 8)
    #expect(tenants == playByHand(count: 3, seed: 8))
    #expect(ledger.made == 3 && ledger.gone == 3)
  }

  @Test(arguments: [0, 1, 4]) func whatWasMadeBeforeAnErrorIsDeinitialised(made: Int) {
    let ledger = Ledger()
    #expect(throws: Refusal.self) {
      _ = try SerialVectorEnvironment(count: 5) { row in
        if row == made { throw Refusal() }
        return Tenant(ledger)
      }
    }
    #expect(ledger.made == made && ledger.gone == made)
  }

  @Test func anErasedBatchOwnsItsEnvironments() {
    let ledger = Ledger()
    func use() {
      let erased = ErasedVectorEnvironment(SerialVectorEnvironment(count: 2) { _ in Tenant(ledger) })
      var batch = erased.makeBatch()
      erased.reset(seed: 1, into: &batch)
      #expect(ledger.gone == 0)
    }
    use()
    #expect(ledger.gone == 2)
  }
}

@Suite struct ErasedVectorEnvironmentTests {
  private func playErased(_ environments: ErasedVectorEnvironment<Float, Float>, seed: UInt64) -> History {
    var (history, batch) = (History(), environments.makeBatch())
    environments.reset(seed: seed, into: &batch)
    history.append(batch)
    for actions in rounds(count: environments.count) {
      environments.step(actions.span, into: &batch)
      history.append(batch)
    }
    return history
  }

  @Test(arguments: [1, 7]) func erasedEqualsConcrete(count: Int) {
    let serial = ErasedVectorEnvironment(SerialVectorEnvironment(count: count, makeDrifter))
    let parallel = ErasedVectorEnvironment(ParallelVectorEnvironment(count: count, threads: 2, makeDrifter))
    let expected = playByHand(count: count, seed: 6)
    #expect(playErased(serial, seed: 6) == expected)
    #expect(playErased(parallel, seed: 6) == expected)
  }

  @Test func theErasedFaceKnowsSpacesAndSizes() {
    let erased = ErasedVectorEnvironment(SerialVectorEnvironment(count: 3, makeDrifter))
    #expect(erased.observationSpace.descriptor == Drifter().observationSpace.descriptor)
    #expect(erased.actionSpace.descriptor == Drifter().actionSpace.descriptor)
    #expect(erased.makeActions().count == 6)
    #expect(erased.makeBatch().observations.count == 6)
  }

  @Test func anyVectorEnvironmentFilesUnderTheScalarTypes() {
    let drifters = ErasedVectorEnvironment(SerialVectorEnvironment(count: 1, makeDrifter))
    guard case .floatFloat = AnyVectorEnvironment(drifters) else { return #expect(Bool(false)) }
    let counters = ErasedVectorEnvironment(SerialVectorEnvironment(count: 1) { _ in Counter(length: 2) })
    guard case .floatInt = AnyVectorEnvironment(counters) else { return #expect(Bool(false)) }
    let binned = ErasedVectorEnvironment(
      SerialVectorEnvironment(count: 1) { _ in
        DiscretizeObservation(Counter(length: 2), binning: Binning(low: [0], high: [2], bins: [2]))
      })
    guard case .intInt = AnyVectorEnvironment(binned) else { return #expect(Bool(false)) }
  }

  @Test(.enabled(if: countsAllocations, "counting needs glibc"))
  func steppingASerialBatchThroughTheErasedFaceAllocatesNothing() {
    let environments = ErasedVectorEnvironment(SerialVectorEnvironment(count: 4, makeDrifter))
    var batch = environments.makeBatch()
    let actions = environments.makeActions()
    var statistics = EpisodeStatistics(count: 4)
    environments.reset(seed: 1, into: &batch)
    let counted = (0..<12).map { _ in
      allocations {
        environments.step(actions.span, into: &batch)
        statistics.update(with: batch)
      }
    }
    #expect(counted.dropFirst(6).allSatisfy { $0 == 0 })
  }
}
