import Simulation
import TestSupport
import Testing

/// Counts its steps up to three; the action that has the number of the next step is forbidden.
private struct Countdown: Environment {
  private var steps = 0

  var observationSpace: Discrete { Discrete(4) }
  var actionSpace: Discrete { Discrete(3) }
  var masksActions: Bool { true }

  mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Int>) {
    steps = 0
    observation[0] = 0
  }

  mutating func step(_ action: Span<Int>, into observation: inout MutableSpan<Int>) -> StepResult {
    steps += 1
    observation[0] = steps
    return steps == 3 ? .terminated(reward: 0) : .running(reward: 0)
  }

  func writeActionMask(into mask: inout MutableSpan<Bool>) {
    for action in mask.indices { mask[action] = action != steps }
  }
}

@Suite("Masks of actions") struct ActionMaskTests {
  private func forbidden(_ batch: StepBatch) -> [Int?] {
    (0..<batch.count).map { row in batch.actionMasks?.array(ofRow: row, as: Bool.self).firstIndex(of: false) }
  }

  @Test("follow every reset and step, and belong to the new episode where one ended", arguments: [1, 3])
  func following(threads: Int) {
    let task = VectorTask(count: 4, threads: threads) { row in TimeLimit(Countdown(), steps: row == 0 ? 2 : 9) }
    var batch = task.makeBatch()
    #expect(task.specification.maskSize == 3)
    task.reset(seed: 1, into: &batch)
    #expect(forbidden(batch) == [0, 0, 0, 0])
    task.step([0, 0, 0, 0], into: &batch)
    #expect(forbidden(batch) == [1, 1, 1, 1])
    task.step([0, 0, 0, 0], into: &batch)
    #expect(forbidden(batch) == [0, 2, 2, 2])
    task.step([0, 0, 0, 0], into: &batch)
    #expect(forbidden(batch) == [1, 0, 0, 0])
  }

  @Test("are not there where every action is allowed, and a batch without them does not fit where one is not")
  func missing() async {
    #expect(VectorTask(count: 2) { _ in Counter(length: 3) }.makeBatch().actionMasks == nil)
    await #expect(processExitsWith: .failure) {
      let task = VectorTask(count: 1) { _ in Countdown() }
      var batch = StepBatch(count: 1, observations: task.specification.observationLayout)
      task.reset(seed: 1, into: &batch)
    }
  }

  @Test("cost no allocation", .enabled(if: countsAllocations, "counting needs glibc"))
  func allocations() {
    let task = VectorTask(count: 4) { _ in Countdown() }
    var batch = task.makeBatch()
    let actions = task.makeActions()
    task.reset(seed: 1, into: &batch)
    let counted = (0..<12).map { _ in TestSupport.allocations { task.step(actions, into: &batch) } }
    #expect(counted.dropFirst(6).allSatisfy { $0 == 0 })
  }
}
