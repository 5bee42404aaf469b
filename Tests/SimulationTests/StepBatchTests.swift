import Simulation
import TestSupport
import Testing

@Suite struct StepBatchTests {
  @Test func aBatchOfAnotherSizeStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      let environments = VectorTask(count: 2) { _ in Counter(length: 3) }
      var batch = StepBatch(count: 3, observations: RowLayout(.float32, shape: [1]))
      environments.reset(seed: 1, into: &batch)
    }
  }

  @Test func aBatchOfOtherRowsStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      let environments = VectorTask(count: 2) { _ in Counter(length: 3) }
      var batch = environments.makeBatch()
      batch.observations = RowBuffer(RowLayout(.float32, shape: [2]), count: 2)
      environments.reset(seed: 1, into: &batch)
    }
  }

  @Test func tooFewActionsStopTheProgram() async {
    await #expect(processExitsWith: .failure) {
      let environments = VectorTask(count: 2) { _ in Counter(length: 3) }
      var batch = environments.makeBatch()
      environments.reset(seed: 1, into: &batch)
      environments.step([0], into: &batch)
    }
  }

  @Test func environmentsOfDifferentSpacesStopTheProgram() async {
    await #expect(processExitsWith: .failure) {
      _ = VectorTask(count: 2) { row in Slides(shape: [row + 1, 2]) }
    }
  }
}

@Suite struct EpisodeStatisticsTests {
  @Test func returnsAndLengthsAreKeptByRow() {
    let environments = VectorTask(count: 2) { row in TimeLimit(Counter(length: 2), steps: 2 - row) }
    var batch = environments.makeBatch()
    var statistics = EpisodeStatistics(count: 2)
    environments.reset(seed: 1, into: &batch)

    environments.step([2, 1], into: &batch)
    statistics.update(with: batch)
    #expect(statistics.returns == [2.75, 0] && statistics.lengths == [1, 0])
    #expect(statistics.finished.map(\.row) == [1])
    #expect(statistics.finished.map(\.status) == [.truncated])
    #expect(statistics.finished.map(\.episodeReturn) == [1.25])

    environments.step([0, 0], into: &batch)
    statistics.update(with: batch)
    #expect(statistics.finished.map(\.episodeReturn) == [2.25, -0.25])
    #expect(statistics.finished.map(\.length) == [2, 1])
    #expect(statistics.finished.map(\.status) == [.terminated, .truncated])
    #expect(statistics.returns == [0, 0] && statistics.lengths == [0, 0])
  }

  @Test func onlyTheLastUpdateCountsAsFinished() {
    var batch = StepBatch(count: 1, observations: RowLayout(.float32, shape: [1]))
    var statistics = EpisodeStatistics(count: 1)
    batch.statuses = [.terminated]
    statistics.update(with: batch)
    batch.statuses = [.running]
    statistics.update(with: batch)
    #expect(statistics.finished.isEmpty)
  }
}
