import Simulation
import TestSupport
import Testing

/// A world that counts the observations that it is asked for.
private struct Watched: Environment {
  private(set) var observed = 0
  private var time = 0
  let length: Int
  let observationSpace = Box<Float>(low: [0], high: [1000])
  let actionSpace = Discrete(2)

  init(length: Int = 1000) { self.length = length }

  mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Float>) {
    time = 0
    observation[0] = 0
  }

  mutating func step(_ action: Span<Int>, into observation: inout MutableSpan<Float>) -> StepResult {
    let result = skip(action, into: &observation)
    if !result.status.isFinished { observe(into: &observation) }
    return result
  }

  mutating func skip(_ action: Span<Int>, into observation: inout MutableSpan<Float>) -> StepResult {
    time += 1
    guard time >= length else { return .running(reward: 1) }
    observe(into: &observation)
    return .terminated(reward: 1)
  }

  private mutating func observe(into observation: inout MutableSpan<Float>) {
    observed += 1
    observation[0] = Float(time)
  }
}

@Suite("Steps that a repeated action skips") struct SkippedStepTests {
  @Test("are not observed")
  func count() {
    var environment = RepeatAction(Watched(), count: 4)
    _ = environment.reset(seed: 1)
    #expect(environment.step(0).observation == [4])
    #expect(environment.step(0).observation == [8])
    #expect(environment.base.observed == 2)
  }

  @Test("are observed if the episode ends with them")
  func end() {
    var environment = RepeatAction(Watched(length: 6), count: 4)
    _ = environment.reset(seed: 1)
    _ = environment.step(0)
    let last = environment.step(0)
    #expect(last.observation == [6] && last.status == .terminated && last.reward == 2)
  }

  @Test("are observed if the time is up with them")
  func limit() {
    var environment = RepeatAction(TimeLimit(Watched(), steps: 6), count: 4)
    _ = environment.reset(seed: 1)
    _ = environment.step(0)
    let last = environment.step(0)
    #expect(last.observation == [6] && last.status == .truncated && last.reward == 2)
    #expect(environment.base.base.observed == 2)
  }

  @Test("are not observed behind wrappers that change each observation by itself")
  func memoryless() throws {
    let scaled = RescaleObservation(Watched(length: 6), to: 0...1)
    var environment = RepeatAction(scaled, count: 4)
    _ = environment.reset(seed: 1)
    #expect(abs(environment.step(0).observation[0] - 0.004) < 1e-6)
    #expect(environment.base.base.observed == 1)
    #expect(abs(environment.step(0).observation[0] - 0.006) < 1e-6)
  }

  @Test("are observed behind wrappers that remember")
  func remembered() {
    var environment = RepeatAction(FrameStack(Watched(), depth: 3), count: 4)
    _ = environment.reset(seed: 1)
    #expect(environment.step(0).observation == [2, 3, 4])
  }
}
