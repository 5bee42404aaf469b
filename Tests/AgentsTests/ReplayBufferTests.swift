import Agents
import Simulation
import TestSupport
import Testing
import Training

/// What a replay gives back against a diary of the same life.
@Suite struct ReplayBufferTests {
  /// The settings of a replay.
  struct Variant: Sendable, CustomTestStringConvertible {
    let environmentCount: Int
    let returnSteps: Int
    let stackDepth: Int
    let sampling: ReplaySampling

    var testDescription: String {
      "\(environmentCount) environments, \(returnSteps) steps, \(stackDepth) frames, \(sampling)"
    }

    func replay<Observation: SpaceScalar>(
      of _: Observation.Type, capacity: Int = 30
    ) throws -> ReplayBuffer {
      try ReplayBuffer(
        capacity: capacity, environmentCount: environmentCount,
        observations: RowLayout(Observation.kind, shape: [ReplayDiary<Observation>.observationSize]),
        actions: RowLayout(.int64, shape: [ReplayDiary<Observation>.actionSize]),
        stackDepth: stackDepth, returnSteps: returnSteps, discount: 0.9, sampling: sampling)
    }

    static let all = [1, 3].flatMap { environmentCount in
      [1, 3, 5].flatMap { returnSteps in
        [1, 4].flatMap { stackDepth in
          [ReplaySampling.uniform, .prioritized()].map { sampling in
            Variant(
              environmentCount: environmentCount, returnSteps: returnSteps, stackDepth: stackDepth,
              sampling: sampling)
          }
        }
      }
    }
  }

  @Test("Whatever is drawn is what was lived, also where the ring wraps around", arguments: Variant.all)
  func whatIsDrawnIsWhatWasLived(variant: Variant) throws {
    try compare(variant, of: Float.self)
    try compare(variant, of: UInt8.self)
    try compare(variant, of: Int.self)
  }

  private func compare<Observation: SpaceScalar>(_ variant: Variant, of _: Observation.Type) throws {
    var replay = try variant.replay(of: Observation.self)
    var diary = ReplayDiary<Observation>(environmentCount: variant.environmentCount, seed: 7)
    var batch = replay.makeBatch()
    var random = RandomGenerator(seed: 1)
    for step in 0..<100 {
      if step % 17 == 16 { diary.reset() }
      diary.step(&replay)
      replay.sample(count: 8, into: &batch, using: &random)
      let stored = max(0, diary.places.count - 30)..<diary.places.count
      #expect(replay.count == stored.count)
      for row in 0..<8 {
        #expect(stored.contains(batch.indices[row]))
        #expect(batch.transition(row) == diary.transition(batch.indices[row], replay))
      }
      replay.updatePriorities(batch.indices, errors: (0..<8).map { _ in Float(random.uniform(-5, 5)) })
    }
  }

  @Test("Every stored transition is drawn, the newest and the oldest too", arguments: Variant.all)
  func everyTransitionIsDrawn(variant: Variant) throws {
    var replay = try variant.replay(of: Float.self)
    var diary = ReplayDiary<Float>(environmentCount: variant.environmentCount, seed: 3)
    var random = RandomGenerator(seed: 2)
    var batch = replay.makeBatch()
    for _ in 0..<40 {
      diary.step(&replay)
      replay.sample(count: 500, into: &batch, using: &random)
      let newest = diary.places.count
      #expect(Set(batch.indices) == Set(max(0, newest - 30)..<newest))
    }
  }

  @Test("Uniform draws are equally likely and weigh the same")
  func uniformDrawsAreEquallyLikely() throws {
    let variant = Variant(environmentCount: 3, returnSteps: 1, stackDepth: 1, sampling: .uniform)
    var replay = try variant.replay(of: Float.self)
    var diary = ReplayDiary<Float>(environmentCount: 3, seed: 3)
    for _ in 0..<25 { diary.step(&replay) }
    var batch = replay.makeBatch()
    var random = RandomGenerator(seed: 5)
    replay.sample(count: 30_000, into: &batch, using: &random)
    let shares = Dictionary(grouping: batch.indices) { $0 }.mapValues { Double($0.count) / 1000 }
    // 1000 expected draws have a standard deviation of 31.
    #expect(shares.count == 30 && shares.values.allSatisfy { abs($0 - 1) < 0.13 })
    #expect(batch.weights.allSatisfy { $0 == 1 })
  }

  @Test("One generator draws the same batches again")
  func drawsRepeat() throws {
    for sampling in [ReplaySampling.uniform, .prioritized()] {
      let variant = Variant(environmentCount: 1, returnSteps: 1, stackDepth: 1, sampling: sampling)
      var replay = try variant.replay(of: Float.self)
      var diary = ReplayDiary<Float>(environmentCount: 1, seed: 3)
      for _ in 0..<25 { diary.step(&replay) }
      var batches = [replay.makeBatch(), replay.makeBatch()]
      for index in batches.indices {
        var random = RandomGenerator(seed: 6)
        replay.sample(count: 20, into: &batches[index], using: &random)
      }
      #expect(batches[0].indices == batches[1].indices)
    }
  }

  @Test("A capacity that is no multiple of the environments is rounded down to whole steps")
  func capacityIsRoundedDown() throws {
    #expect(
      try ReplayBuffer(capacity: 32, environmentCount: 3, observations: RowLayout(.float32, shape: [1])).capacity
        == 30)
    #expect(
      try ReplayBuffer(capacity: 3, environmentCount: 3, observations: RowLayout(.float32, shape: [1])).capacity
        == 3)
  }

  @Test("A batch has the shape of the replay that makes it, and takes any number of transitions")
  func aBatchFitsItsReplay() throws {
    var random = RandomGenerator(seed: 0)
    for (stackDepth, count) in [(1, 6), (4, 9), (2, 3)] {
      let variant = Variant(environmentCount: 3, returnSteps: 1, stackDepth: stackDepth, sampling: .uniform)
      var replay = try variant.replay(of: Float.self)
      var diary = ReplayDiary<Float>(environmentCount: 3, seed: 3)
      for _ in 0..<5 { diary.step(&replay) }
      var batch = replay.makeBatch()
      for count in [count, 2 * count, count] {
        replay.sample(count: count, into: &batch, using: &random)
        #expect(batch.count == count && batch.observations.count == count && batch.nextObservations.count == count)
        #expect(batch.observations.rowSize == 3 * stackDepth && batch.actions.rowSize == 2)
        #expect(batch.transition(count - 1) == diary.transition(batch.indices[count - 1], replay))
      }
    }
  }

  @Test("A batch of another replay's shape stops the program")
  func aBatchOfAnotherShapeStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      let variant = Variant(environmentCount: 1, returnSteps: 1, stackDepth: 1, sampling: .uniform)
      var replay = try variant.replay(of: Float.self)
      var diary = ReplayDiary<Float>(environmentCount: 1, seed: 3)
      diary.step(&replay)
      var batch = ReplayBatch(
        observations: RowLayout(.float32, shape: [3]), actions: RowLayout(.int64, shape: [2]), stackDepth: 4)
      var random = RandomGenerator(seed: 0)
      replay.sample(count: 2, into: &batch, using: &random)
    }
  }

  @Test("What an agent observes can be appended as it is")
  func transitionsOfAnEnvironmentAreTaken() throws {
    let environments = VectorTask(count: 2) { _ in Counter(length: 3) }
    var replay = try ReplayBuffer(
      capacity: 20, environmentCount: 2, observations: RowLayout(.float32, shape: [1]), returnSteps: 2,
      discount: 0.5)
    var transitions = Transitions(environments)
    environments.reset(seed: 0, into: &transitions.outcome)
    for _ in 0..<7 {
      swap(&transitions.observations, &transitions.outcome.observations)
      transitions.actions.replaceNumbers(with: [0, 2])
      environments.step(transitions.actions, into: &transitions.outcome)
      replay.append(transitions)
    }
    var batch = replay.makeBatch()
    var random = RandomGenerator(seed: 4)
    replay.sample(count: 200, into: &batch, using: &random)
    #expect(Set(batch.indices) == Set(0..<14))
    // The counter pays 1.5 × action - 0.25 × its new state, and terminates in state 3.
    for row in 0..<200 where batch.indices[row] < 12 {
      let (state, pay) = (batch.observations[row, as: Float.self], batch.indices[row] % 2 == 0 ? Float(0) : 3)
      let second = state < 2 ? 0.5 * (pay - 0.25 * (state + 2)) : 0
      #expect(batch.returns[row] == pay - 0.25 * (state + 1) + second)
      #expect(batch.nextObservations[row] == min(state + 2, 3))
      #expect(batch.discounts[row] == (state == 0 ? 0.25 : 0))
    }
  }
}

/// One environment of single numbers whose steps are told one by one.
@Suite struct ReplayEpisodeTests {
  private func replay(steps: Int = 3, capacity: Int = 10) throws -> ReplayBuffer {
    try ReplayBuffer(
      capacity: capacity, observations: RowLayout(.float32, shape: [1]), returnSteps: steps, discount: 0.5)
  }

  private func tell(
    _ replay: inout ReplayBuffer, from state: Float, reward: Double, _ status: EpisodeStatus = .running,
    to next: Float, then first: Float = 0
  ) {
    var outcome = StepBatch(count: 1, observations: RowLayout(.float32, shape: [1]))
    outcome.rewards = [reward]
    outcome.statuses = [status]
    outcome.observations.replaceNumbers(with: [status.isFinished ? first : next])
    outcome.finalObservations.replaceNumbers(with: [status.isFinished ? next : -1])
    replay.append(observations: RowBuffer([state]), actions: RowBuffer([0]), outcome: outcome)
  }

  /// Return, discount and next observation of each stored transition.
  private func targets(_ replay: ReplayBuffer) -> [[Float]] {
    var batch = replay.makeBatch()
    var random = RandomGenerator(seed: 0)
    replay.sample(count: 400, into: &batch, using: &random)
    var targets: [Int: [Float]] = [:]
    for row in 0..<400 {
      let next = batch.nextObservations[row, as: Float.self]
      targets[batch.indices[row]] = [batch.returns[row], batch.discounts[row], next]
    }
    return targets.sorted { $0.key < $1.key }.map(\.value)
  }

  @Test("Returns stop at an episode's end, and bootstrap only where it did not terminate")
  func returnsStopAtTheEnd() throws {
    for (status, factor) in [(EpisodeStatus.terminated, Float(0)), (.truncated, 1)] {
      var replay = try replay()
      tell(&replay, from: 1, reward: 1, to: 2)
      tell(&replay, from: 2, reward: 2, to: 3)
      tell(&replay, from: 3, reward: 4, to: 4)
      tell(&replay, from: 4, reward: 8, status, to: 5, then: 100)
      tell(&replay, from: 100, reward: 64, to: 101)
      #expect(
        targets(replay) == [
          [3, 0.125, 4], [6, factor * 0.125, 5], [8, factor * 0.25, 5], [8, factor * 0.5, 5], [64, 0.5, 101],
        ])
    }
  }

  @Test("Returns that the newest observation cuts short bootstrap from there")
  func returnsStopAtTheNewestObservation() throws {
    var replay = try replay()
    tell(&replay, from: 1, reward: 1, to: 2)
    #expect(targets(replay) == [[1, 0.5, 2]])
    tell(&replay, from: 2, reward: 2, to: 3)
    #expect(targets(replay) == [[2, 0.25, 3], [2, 0.5, 3]])
  }

  @Test("Acting on something else than what was returned last ends the episode before as truncated")
  func anUnannouncedResetIsNoticed() throws {
    var replay = try replay()
    tell(&replay, from: 1, reward: 1, to: 2)
    tell(&replay, from: 50, reward: 8, to: 51)
    #expect(targets(replay) == [[1, 0.5, 2], [8, 0.5, 51]])
  }

  @Test("A reset to what was seen last has to be announced")
  func anAnnouncedResetCounts() throws {
    var replay = try replay()
    replay.endEpisodes()
    tell(&replay, from: 1, reward: 1, to: 1)
    replay.endEpisodes()
    replay.endEpisodes()
    tell(&replay, from: 1, reward: 8, .terminated, to: 2)
    replay.endEpisodes()
    #expect(targets(replay) == [[1, 0.5, 1], [8, 0, 2]])
  }

  @Test("An observation that is not a number goes on as one")
  func notANumberIsNoReset() throws {
    var replay = try replay(steps: 2)
    tell(&replay, from: 1, reward: 1, to: .nan)
    tell(&replay, from: .nan, reward: 2, to: 3)
    #expect(targets(replay) == [[2, 0.25, 3], [2, 0.5, 3]])
  }

  @Test("Episodes of one step keep their own final observations")
  func episodesOfOneStep() throws {
    var replay = try replay(steps: 1, capacity: 4)
    for step in 0..<11 { tell(&replay, from: 0, reward: 0, .truncated, to: Float(step)) }
    #expect(targets(replay).map { $0[2] } == [7, 8, 9, 10])
  }

  @Test("Drawing from an empty replay stops the program")
  func anEmptyReplayStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      let replay = try ReplayBuffer(capacity: 4, observations: RowLayout(.float32, shape: [1]))
      var batch = replay.makeBatch()
      var random = RandomGenerator(seed: 0)
      replay.sample(count: 1, into: &batch, using: &random)
    }
  }

  @Test("A step of another number of environments stops the program")
  func anotherNumberOfEnvironmentsStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      var replay = try ReplayBuffer(capacity: 4, environmentCount: 2, observations: RowLayout(.float32, shape: [1]))
      let outcome = StepBatch(count: 1, observations: RowLayout(.float32, shape: [1]))
      replay.append(observations: RowBuffer([Float(0)]), actions: RowBuffer([0]), outcome: outcome)
    }
  }
}
