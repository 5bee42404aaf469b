import Simulation
import Testing

/// Pays what it is told to, and counts its drawn steps.
private struct Purse: Environment {
  private(set) var drawn = 0

  var observationSpace: Discrete { Discrete(100) }
  var actionSpace: Discrete { Discrete(3, start: -1) }

  mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Int>) {
    drawn = 0
    observation[0] = drawn
  }

  mutating func step(_ action: Span<Int>, into observation: inout MutableSpan<Int>) -> StepResult {
    drawn += 1
    observation[0] = drawn
    return skip(action, into: &observation)
  }

  mutating func skip(_ action: Span<Int>, into observation: inout MutableSpan<Int>) -> StepResult {
    .running(reward: Double(action[0]))
  }
}

@Suite("Patience") struct PatienceTests {
  @Test("ends an episode after so many steps in a row without a gain")
  func end() {
    var environment = Patience(Purse(), steps: 3)
    for _ in 0..<2 {
      _ = environment.reset(seed: 1)
      let statuses = [0, -1, 1, -1, 0, 0].map { environment.step($0).status }
      #expect(statuses.dropLast().allSatisfy { $0 == .running })
      #expect(statuses.last == .truncated)
    }
  }

  @Test("shows the observation that it ends with, though steps are skipped")
  func skipping() {
    var environment = RepeatAction(Patience(Purse(), steps: 3), count: 8)
    _ = environment.reset(seed: 1)
    let outcome = environment.step(0)
    #expect(outcome.status == .truncated)
    #expect(outcome.observation == 1)
    #expect(environment.base.base.drawn == 1)
  }
}
