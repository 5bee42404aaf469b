import Simulation
import TestSupport
import Testing

/// Batches know with which random stream each episode began, and can begin one from it.
@Suite struct EpisodeStartsTests {
  private static func make(_ row: Int) -> TimeLimit<Drifter> { TimeLimit(Drifter(), steps: 4 + row) }

  private static let batches: [@Sendable () -> VectorTask] = [
    { VectorTask(count: 5, make) },
    { VectorTask(count: 5, threads: 3, make) },
  ]

  /// What each of five environments draws from, by hand.
  private func streamsByHand(rounds: Int) -> [RandomGenerator] {
    (0..<5).map { row in
      var environment = Self.make(row)
      _ = environment.reset(seed: 20 + UInt64(row))
      var start = RandomGenerator(seed: 20 + UInt64(row))
      for _ in 0..<rounds where environment.step([0.25, 0]).status.isFinished {
        start = environment.stream ?? start
        _ = environment.reset()
      }
      return start
    }
  }

  @Test(arguments: 0..<2, [0, 3, 4, 5, 40])
  func theyAreThoseBeforeEachReset(kind: Int, rounds: Int) {
    let environments = Self.batches[kind]()
    var batch = environments.makeBatch()
    environments.reset(seed: 20, into: &batch)
    let push = (0..<5).flatMap { _ in [0.25, 0] as [Float] }
    for _ in 0..<rounds { environments.step(push, into: &batch) }
    #expect(environments.streams?.starts == streamsByHand(rounds: rounds))
  }

  @Test(arguments: 0..<2)
  func anUnseededResetIsNotedToo(kind: Int) {
    let environments = Self.batches[kind]()
    var batch = environments.makeBatch()
    environments.reset(seed: 1, into: &batch)
    let first = batch.observations
    environments.reset(seed: nil, into: &batch)
    let (starts, second) = (environments.streams?.starts ?? [], batch.observations)
    #expect(second != first)
    for row in starts.indices { environments.streams?.beginEpisode(inRow: row, from: starts[row], into: &batch) }
    #expect(batch.observations == second)
    #expect(environments.streams?.starts == starts)
  }

  @Test(arguments: 0..<2)
  func beginningARowLeavesTheOthersAlone(kind: Int) {
    let environments = Self.batches[kind]()
    var batch = environments.makeBatch()
    environments.reset(seed: 1, into: &batch)
    for _ in 0..<4 { environments.step([Float](repeating: 0, count: 10), into: &batch) }
    #expect(batch.statuses[0] == .truncated)
    var expected = batch
    environments.streams?.beginEpisode(inRow: 0, from: RandomGenerator(seed: 8), into: &batch)
    var alone = Drifter()
    expected.observations.copyRows(0..<1, of: RowBuffer(alone.reset(seed: 8), rowShape: [2]), to: 0)
    (expected.rewards[0], expected.statuses[0]) = (0, .running)
    #expect(batch.observations == expected.observations)
    #expect(batch.rewards == expected.rewards && batch.statuses == expected.statuses)
  }

  @Test func noncopyableEnvironmentsHaveThem() {
    struct Lodger: RandomizedEnvironment, ~Copyable {
      var drifter = Drifter()
      var generator: RandomGenerator {
        get { drifter.generator }
        set { drifter.generator = newValue }
      }
      var observationSpace: Box<Float> { drifter.observationSpace }
      var actionSpace: Box<Float> { drifter.actionSpace }
      mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Float>) {
        drifter.reset(seed: seed, into: &observation)
      }
      mutating func step(_ action: Span<Float>, into observation: inout MutableSpan<Float>) -> StepResult {
        drifter.step(action, into: &observation)
      }
    }
    let environments = VectorTask(count: 2) { _ in TimeLimit(Lodger(), steps: 3) }
    var batch = environments.makeBatch()
    environments.reset(seed: 3, into: &batch)
    #expect(environments.streams?.starts == [RandomGenerator(seed: 3), RandomGenerator(seed: 4)])
  }

  @Test func environmentsWithoutAStreamHaveNone() {
    let environments = VectorTask(count: 2) { _ in Counter(length: 3) }
    // Without them there is nothing to begin from either.
    #expect(environments.streams == nil)
  }

  @Test func aRowThatIsNoneStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      let environments = VectorTask(count: 2) { _ in Drifter() }
      var batch = environments.makeBatch()
      environments.streams?.beginEpisode(inRow: 2, from: RandomGenerator(seed: 0), into: &batch)
    }
  }

  @Test func statisticsOfOneRowStartAnew() {
    var batch = StepBatch(count: 2, observations: RowLayout(.int64, shape: [1]))
    batch.rewards = [1, 2]
    var statistics = EpisodeStatistics(count: 2)
    statistics.update(with: batch)
    statistics.restart(row: 1)
    statistics.update(with: batch)
    #expect(statistics.returns == [2, 2] && statistics.lengths == [2, 1])
  }
}
