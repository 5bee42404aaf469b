import Simulation
import TestSupport
import Testing

@testable import Agents

@Suite struct ReplayMemoryTests {
  @Test("A million transitions of eight floats take less than 100 MB", arguments: [1, 64])
  func aMillionTransitionsAreSmall(environmentCount: Int) throws {
    let sizes = try [ReplaySampling.uniform, .prioritized()].map { sampling in
      try ReplayBuffer(
        capacity: 1_000_000, environmentCount: environmentCount, observations: RowLayout(.float32, shape: [8]),
        sampling: sampling
      ).byteCount
    }
    #expect(sizes[0] < 50_000_000)
    #expect(sizes[1] < 60_000_000)
  }

  @Test("A replay takes no more memory as it fills, but for final observations")
  func fillingTakesNoMoreMemory() throws {
    var replay = try ReplayBuffer(
      capacity: 1000, environmentCount: 5, observations: RowLayout(.float32, shape: [3]),
      actions: RowLayout(.int64, shape: [2]), stackDepth: 2,
      sampling: .prioritized())
    let before = replay.byteCount
    var diary = ReplayDiary<Float>(environmentCount: 5, seed: 0)
    for _ in 0..<700 { diary.step(&replay) }
    #expect(replay.byteCount >= before)
    // A fifth of the steps end an episode. The store of final observations grows by doubling.
    #expect(replay.byteCount <= before + 2 * 1000 / 4 * (3 * 4 + 4))
  }

  @Test("Transitions of eight floats take less than 100 bytes even if each ends an episode")
  func finalObservationsAreSmall() throws {
    var replay = try ReplayBuffer(
      capacity: 5000, environmentCount: 50, observations: RowLayout(.float32, shape: [8]), sampling: .prioritized())
    var outcome = StepBatch(count: 50, observations: RowLayout(.float32, shape: [8]))
    outcome.statuses = Column(repeating: .truncated, count: 50)
    for _ in 0..<150 {
      replay.append(
        observations: outcome.observations, actions: RowBuffer([Int](repeating: 0, count: 50)), outcome: outcome)
    }
    #expect(replay.byteCount < 5000 * 100)
  }

  @Test("A replay that would take too much memory is refused")
  func tooLargeReplaysAreRefused() {
    #expect(
      throws: ConfigurationError(
        "A replay of 1000000 transitions needs 7.08 GB, but may take 4.0 GB; keep at most 565526 transitions or make "
          + "the observations smaller.")
    ) {
      try ReplayBuffer(
        capacity: 1_000_000, observations: RowLayout(.uint8, shape: [84 * 84]), stackDepth: 4,
        memoryLimit: 4_000_000_000)
    }
  }

  @Test(
    "A replay beyond any machine's memory is refused",
    arguments: [(Int.max, 1), (1 << 50, 1), (1000, Int.max), (1000, 1 << 50)])
  func impossibleReplaysAreRefused(capacity: Int, stackDepth: Int) {
    #expect(throws: ConfigurationError.self) {
      try ReplayBuffer(
        capacity: capacity, environmentCount: 8, observations: RowLayout(.float32, shape: [1 << 20]),
        stackDepth: stackDepth)
    }
  }

  @Test(
    "Settings out of their range are refused",
    arguments: [
      (7, 1, 1, 0.9, ReplaySampling.uniform, "A replay of 7 transitions holds not even one step of 8 environments"),
      (-5, 1, 1, 0.9, .uniform, "A replay of -5 transitions holds not even one step of 8 environments"),
      (8, 0, 1, 0.9, .uniform, "A replay stacks at least one frame, not 0."),
      (8, 1, 0, 0.9, .uniform, "A return sums 0 rewards, but must sum from 1 to 1,"),
      (23, 1, 9, 0.9, .uniform, "A return sums 9 rewards, but must sum from 1 to 2, the number of steps"),
      (8, 1, 1, 1.1, .uniform, "The discount is 1.1, but must be between 0 and 1."),
      (8, 1, 1, 1, .prioritized(exponent: -1), "Priorities have the exponent -1.0 and the offset 1e-06, but"),
      (8, 1, 1, 1, .prioritized(offset: 0), "Priorities have the exponent 0.6 and the offset 0.0, but"),
    ])
  func wrongSettingsAreRefused(
    capacity: Int, stackDepth: Int, returnSteps: Int, discount: Double, sampling: ReplaySampling, sentence: String
  ) {
    let error = #expect(throws: ConfigurationError.self) {
      try ReplayBuffer(
        capacity: capacity, environmentCount: 8, observations: RowLayout(.float32, shape: [1]),
        stackDepth: stackDepth,
        returnSteps: returnSteps, discount: discount, sampling: sampling)
    }
    #expect(error?.description.hasPrefix(sentence) == true, "\(error?.description ?? "")")
  }

  @Test(
    "Appending, drawing and learning from errors allocate nothing", .enabled(if: countsAllocations),
    arguments: [ReplaySampling.uniform, .prioritized()], [1, 4])
  func nothingIsAllocated(sampling: ReplaySampling, stackDepth: Int) throws {
    var replay = try ReplayBuffer(
      capacity: 60, environmentCount: 3, observations: RowLayout(.uint8, shape: [1]), maskSize: 2,
      stackDepth: stackDepth,
      returnSteps: 3, sampling: sampling)
    let environments = VectorTask(count: 3) { _ in TimeLimit(Slides(shape: [1], masksActions: true), steps: 4) }
    var (now, next) = (environments.makeBatch(), environments.makeBatch())
    let (actions, errors) = (RowBuffer([0, 1, 0]), [Float](repeating: 1, count: 16))
    environments.reset(seed: 0, into: &now)
    var batch = replay.makeBatch()
    var random = RandomGenerator(seed: 0)
    var counted = 0
    for step in 0..<200 {
      environments.step(actions, into: &next)
      let count = allocations {
        replay.append(observations: now.observations, masks: now.actionMasks, actions: actions, outcome: next)
        replay.sample(count: 16, importanceExponent: 0.5, into: &batch, using: &random)
        replay.updatePriorities(batch.indices, errors: errors)
      }
      swap(&now, &next)
      // Until it has been full once, the replay finds out how many final observations it holds.
      if step >= 60 { counted += count }
    }
    #expect(counted == 0)
  }
}
