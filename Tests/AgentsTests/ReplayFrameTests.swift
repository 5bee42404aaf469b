import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

/// Stacks for learning against those of the `FrameStack` wrapper, which is held to Gymnasium's.
@Suite struct ReplayFrameTests {
  private static let shape = [3, 2]

  /// Two environments whose episodes are 5 and 7 steps long.
  private func environments(stacking depth: Int? = nil) -> VectorTask {
    let single = { (row: Int) in TimeLimit(Slides(shape: Self.shape, masksActions: true), steps: 5 + 2 * row) }
    guard let depth else { return VectorTask(count: 2, single) }
    return VectorTask(count: 2) { FrameStack(single($0), depth: depth) }
  }

  @Test("Frames are stacked for learning as by the wrapper, and have the mask of the newest", arguments: [1, 2, 4])
  func learningStacks(depth: Int) throws {
    var (frames, stacks) = (Transitions(environments()), Transitions(environments(stacking: depth)))
    let (plain, stacked) = (environments(), environments(stacking: depth))
    var byFrame = try ReplayBuffer(
      capacity: 20, environmentCount: 2, observations: RowLayout(.uint8, shape: [6]), maskSize: 2,
      stackDepth: depth,
      returnSteps: 3)
    var byStack = try ReplayBuffer(
      capacity: 20, environmentCount: 2, observations: RowLayout(.uint8, shape: [6 * depth]), maskSize: 2,
      returnSteps: 3)
    plain.reset(seed: 0, into: &frames.outcome)
    stacked.reset(seed: 0, into: &stacks.outcome)
    var batches = [byFrame.makeBatch(), byStack.makeBatch()]
    for step in 0..<40 {
      advance(&frames, plain, step)
      advance(&stacks, stacked, step)
      byFrame.append(frames)
      byStack.append(stacks)
      var random = [RandomGenerator(seed: UInt64(step)), RandomGenerator(seed: UInt64(step))]
      byFrame.sample(count: 16, into: &batches[0], using: &random[0])
      byStack.sample(count: 16, into: &batches[1], using: &random[1])
      for row in 0..<16 {
        #expect(batches[0].transition(row, of: UInt8.self) == batches[1].transition(row))
      }
      let masks = try #require(batches[0].nextMasks)
      #expect(masks == batches[1].nextMasks)
      #expect(step < 10 || Set(masks.array(as: Bool.self)).count == 2)
    }
  }

  private func advance(_ transitions: inout Transitions, _ environments: VectorTask, _ step: Int) {
    transitions.advance()
    transitions.actions.replaceNumbers(with: [step % 2, step % 3])
    environments.step(transitions.actions, into: &transitions.outcome)
  }
}
