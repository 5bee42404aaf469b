import Simulation
import TestSupport
import Testing

@Suite struct StepBatchTests {
  @Test func aBatchOfAnotherSizeStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      var environments = SerialVectorEnvironment(count: 2) { _ in Counter(length: 3) }
      var batch = StepBatch<Float>(count: 3, observationSize: 1)
      environments.reset(seed: 1, into: &batch)
    }
  }

  @Test func aBatchWhoseArraysWereCutStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      var environments = SerialVectorEnvironment(count: 2) { _ in Counter(length: 3) }
      var batch = environments.makeBatch()
      batch.observations.removeLast()
      environments.reset(seed: 1, into: &batch)
    }
  }

  @Test func tooFewActionsStopTheProgram() async {
    await #expect(processExitsWith: .failure) {
      var environments = SerialVectorEnvironment(count: 2) { _ in Counter(length: 3) }
      var batch = environments.makeBatch()
      environments.reset(seed: 1, into: &batch)
      environments.step([0], into: &batch)
    }
  }

  @Test func environmentsOfDifferentSpacesStopTheProgram() async {
    await #expect(processExitsWith: .failure) {
      _ = SerialVectorEnvironment(count: 2) { row in Slides(shape: [row + 1, 2]) }
    }
  }
}

@Suite struct EpisodeStatisticsTests {
  @Test func returnsAndLengthsAreKeptByRow() {
    var environments = SerialVectorEnvironment(count: 2) { row in TimeLimit(Counter(length: 2), steps: 2 - row) }
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
    var batch = StepBatch<Float>(count: 1, observationSize: 1)
    var statistics = EpisodeStatistics(count: 1)
    batch.statuses = [.terminated]
    statistics.update(with: batch)
    batch.statuses = [.running]
    statistics.update(with: batch)
    #expect(statistics.finished.isEmpty)
  }
}
