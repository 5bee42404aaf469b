import Simulation

extension ReplayBuffer {
  /// The number of transitions of which one is held out.
  static var heldOutInterval: Int { 10 }

  /// Fills a batch with single steps, whatever the returns of ``returnSteps`` are, of one of two parts of the replay.
  ///
  /// Every tenth transition ever appended is held out: whoever learns from the other part can be tested on this one.
  ///
  /// - Parameters:
  ///   - count: How many steps to draw, with replacement.
  ///   - heldOut: Whether they are those that are held out.
  ///   - batch: Receives them.
  ///   - generator: Where chance comes from.
  /// - Precondition: More than ten transitions are stored, and all are equally likely.
  func sampleSteps(
    count: Int, heldOut: Bool, into batch: inout ReplayBatch,
    using generator: inout RandomGenerator
  ) {
    precondition(self.count > Self.heldOutInterval, "\(self.count) transitions cannot be divided in two parts")
    batch.resize(to: count)
    batch.resizeWorkingMemory(stackDepth: stackDepth)
    for sample in 0..<count {
      repeat {
        batch.indices[sample] = generator.integers(ring.stored)
      } while isHeldOut(batch.indices[sample]) != heldOut
      batch.weights[sample] = 1
    }
    gather(steps: 1, into: &batch)
  }

  /// All steps that are held out, the oldest first; `nil` if there are none.
  func heldOutSteps() -> ReplayBatch? {
    let indices = ring.stored.filter(isHeldOut)
    guard !indices.isEmpty else { return nil }
    var batch = makeBatch()
    batch.resize(to: indices.count)
    batch.resizeWorkingMemory(stackDepth: stackDepth)
    batch.indices = indices
    gather(steps: 1, into: &batch)
    return batch
  }

  private func isHeldOut(_ index: Int) -> Bool { index % Self.heldOutInterval == Self.heldOutInterval - 1 }
}
