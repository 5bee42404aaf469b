import Simulation
import TestSupport
import Testing

@Suite struct EnvironmentValuesTests {
  @Test func resetAndStepReturnWhatTheRowsHold() {
    var (friendly, plain) = (Drifter(), Drifter())
    var observation: [Float] = [0, 0]
    var row = observation.mutableSpan
    plain.reset(seed: 5, into: &row)
    #expect(friendly.reset(seed: 5) == [row[0], row[1]])
    let action: [Float] = [0.5, 0.25]
    let result = plain.step(action.span, into: &row)
    let step = friendly.step(action)
    #expect(step.observation == [row[0], row[1]])
    #expect(step.reward == result.reward && step.status == result.status)
  }

  @Test func anActionOfOneNumberNeedsNoArray() {
    var environment = Counter(length: 3)
    _ = environment.reset()
    let step = environment.step(2)
    #expect(step.observation == [1] && step.reward == 2.75)
  }

  @Test func aStateOfOneNumberComesAsANumber() {
    var environment = DiscretizeObservation(Counter(length: 9), binning: Binning(low: [0], high: [4], bins: [4]))
    let first: Int = environment.reset()
    #expect(first == 0)
    #expect((0..<4).map { _ in environment.step(0).observation } == [1, 2, 3, 3])
  }

  @Test func statusesSayWhetherAndWhatFollows() {
    #expect(!EpisodeStatus.running.isFinished && EpisodeStatus.running.continuation == 1)
    #expect(EpisodeStatus.terminated.isFinished && EpisodeStatus.terminated.continuation == 0)
    #expect(EpisodeStatus.truncated.isFinished && EpisodeStatus.truncated.continuation == 1)
  }
}

@Suite struct PolicyTests {
  @Test func aRandomPolicySamplesTheSpaceForEveryRow() {
    let space = Drifter().actionSpace
    let policy = RandomPolicy(space)
    var (generator, reference) = (RandomGenerator(seed: 4), RandomGenerator(seed: 4))
    var actions = RowBuffer(space.descriptor.layout, count: 3)
    policy.act(on: RowBuffer(RowLayout(.float32, shape: [2]), count: 3), into: &actions, using: &generator)
    #expect(actions.array() == (0..<3).flatMap { _ in space.sample(using: &reference) })
  }

  @Test func aScriptSeesOneRowAtATime() {
    let policy = ScriptedPolicy(observing: Float.self, acting: Int.self) { $0[0] > $0[1] ? 1 : 0 }
    var generator = RandomGenerator(seed: 0)
    var actions = RowBuffer([7, 7, 7])
    policy.act(on: RowBuffer([1, 2, 4, 3, 0, 0] as [Float], rowShape: [2]), into: &actions, using: &generator)
    #expect(actions == RowBuffer([0, 1, 0]))
  }

  @Test(.enabled(if: countsAllocations, "counting needs glibc"))
  func actingAtRandomAllocatesNothing() {
    let policy = RandomPolicy(Discrete(4))
    var generator = RandomGenerator(seed: 0)
    let observations = RowBuffer([1, 2, 4, 3] as [Float])
    var actions = RowBuffer([0, 0, 0, 0])
    let counted = (0..<8).map { _ in
      allocations { policy.act(on: observations, into: &actions, using: &generator) }
    }
    #expect(counted.dropFirst(4).allSatisfy { $0 == 0 })
  }
}
