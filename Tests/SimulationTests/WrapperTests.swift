import Simulation
import TestSupport
import Testing

@Suite struct WrapperTests {
  @Test func aTimeLimitCountsAnewAfterEveryReset() {
    var environment = TimeLimit(Counter(length: 10), steps: 3)
    _ = environment.reset()
    _ = environment.step([0])
    _ = environment.step([0])
    #expect(environment.elapsedSteps == 2)
    _ = environment.reset()
    #expect(environment.elapsedSteps == 0)
    #expect((0..<3).map { _ in environment.step([0]).status } == [.running, .running, .truncated])
  }

  @Test func aCopyOfAWrappedEnvironmentIsASnapshot() {
    var environment = FrameStack(TimeLimit(Drifter(), steps: 9), depth: 2)
    _ = environment.reset(seed: 3)
    _ = environment.step([0.5, 0.1])
    var saved = environment
    let steps = (0..<4).map { _ in environment.step([0.5, 0.1]).observation }
    #expect((0..<4).map { _ in saved.step([0.5, 0.1]).observation } == steps)
  }

  @Test func frozenStatisticsNormalizeWithoutLearning() {
    var environment = NormalizeReward(NormalizeObservation(Drifter()))
    _ = environment.reset(seed: 3)
    _ = environment.step([0.5, 0.1])
    environment.transform.updatesStatistics = false
    environment.base.transform.updatesStatistics = false
    let (rewards, observations) = (environment.transform.statistics, environment.base.transform.statistics)
    _ = environment.step([0.5, 0.1])
    #expect(environment.transform.statistics == rewards)
    #expect(environment.base.transform.statistics == observations)
  }

  @Test func theAccumulatedReturnGoesOnThroughTruncationAndStopsAtTermination() {
    var truncated = RewardNormalization(discount: 0.5)
    var terminated = RewardNormalization(discount: 0.5)
    _ = truncated.reward(for: .truncated(reward: 8))
    _ = terminated.reward(for: .terminated(reward: 8))
    _ = truncated.reward(for: .running(reward: 0))
    _ = terminated.reward(for: .terminated(reward: 0))
    // The returns so far are 8 and 4 in the one, 8 and 0 in the other.
    #expect(abs(truncated.statistics.means[0] - 6) < 1e-3)
    #expect(abs(terminated.statistics.means[0] - 4) < 1e-3)
  }

  @Test func wrappersThatDrawUseTheStreamOfTheEnvironment() {
    var environment = ClipReward(StickyAction(TimeLimit(Drifter(), steps: 9)), to: -1...1)
    _ = environment.reset(seed: 5)
    #expect(environment.stream == environment.base.base.base.generator)
    environment.stream = RandomGenerator(seed: 6)
    #expect(environment.base.base.base.generator == RandomGenerator(seed: 6))
  }

  @Test func observationsBeyondTheBoundsFallIntoTheOutermostBins() {
    let binning = Binning(low: [-1, 0], high: [1, 10], bins: [4, 5])
    #expect(binning.bin(of: [-7, -.infinity].span) == 0)
    #expect(binning.bin(of: [7, .infinity].span) == 19)
    #expect(binning.bin(of: [0, 2].span) == 2 * 5 + 1)
  }

  @Test func wrappersStateTheSpacesThatTheyChange() {
    #expect(
      FrameStack(Drifter(), depth: 2).observationSpace
        == Box(low: [-8, -4, -8, -4], high: [8, 3, 8, 3], shape: [2, 2]))
    #expect(NormalizeObservation(Drifter()).observationSpace == Box(low: -.infinity, high: .infinity, shape: [2]))
    #expect(DiscretizeObservation(Drifter(), bins: [9, 5]).observationSpace == Discrete(45))
    #expect(DiscretizeAction(Drifter(), bins: [4, 3]).actionSpace == Discrete(12))
    #expect(RescaleAction(Drifter()).actionSpace == Box(low: -1, high: 1, shape: [2]))
    #expect(ClipAction(Drifter()).actionSpace == Box(low: -.infinity, high: .infinity, shape: [2]))
  }
}

@Suite struct CheckedTests {
  @Test func aSoundEpisodePasses() {
    var environment = Checked(TimeLimit(Counter(length: 4), steps: 3))
    for _ in 0..<2 {
      #expect(environment.reset() == [0])
      #expect((0..<3).map { _ in environment.step([2]).status }.last == .truncated)
    }
  }

  @Test func steppingBeforeAResetStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      var environment = Checked(Counter(length: 4))
      _ = environment.step([0])
    }
  }

  @Test func steppingAFinishedEpisodeStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      var environment = Checked(Counter(length: 1))
      _ = environment.reset()
      _ = environment.step([0])
      _ = environment.step([0])
    }
  }

  @Test func anActionOutsideTheSpaceStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      var environment = Checked(Counter(length: 4))
      _ = environment.reset()
      _ = environment.step([3])
    }
  }

  @Test func anObservationOutsideTheSpaceStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      var environment = Checked(Drifter())
      _ = environment.reset(seed: 1)
      for _ in 0..<50 { _ = environment.step([-2, 0]) }
    }
  }
}
