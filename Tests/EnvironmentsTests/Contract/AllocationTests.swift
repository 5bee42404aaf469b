import Environments
import Simulation
import TestSupport
import Testing

/// A step allocates nothing, nor does the reset that follows an episode.
@Suite("Allocations of environments", .enabled(if: countsAllocations, "counting needs glibc"))
struct AllocationTests {
  @Test(arguments: contractIDs)
  func steppingABatchAllocatesNothing(id: String) throws {
    let entry = try contractEntry(id)
    // Long enough for the time limit, so that autoresets are among the steps.
    let limit = entry.specification.timeLimit ?? 500
    let steps = entry.affordable(limit + 10)
    let counted = allocations(of: try entry.makeVector(count: 3), steps: steps)
    #expect(counted.steps == 0)
    #expect(counted.resets == 0)
    let needsEpisode = entry.specification.timeLimit != nil && steps > limit
    #expect(counted.episodes > 0 || !needsEpisode, "no reset was among the steps")
  }
}

/// What a batch allocates in some steps, after as many to warm up.
private func allocations(of environments: VectorTask, steps: Int) -> (steps: Int, resets: Int, episodes: Int) {
  var batch = environments.makeBatch()
  var generator = RandomGenerator(seed: 1)
  let actions = (0..<32).map { _ in
    var actions = environments.makeActions()
    environments.sampleActions(into: &actions, allowing: batch.masks, using: &generator)
    return actions
  }
  var counted = (steps: 0, resets: 0, episodes: 0)
  environments.reset(seed: 1, into: &batch)
  // The first round warms up what the runtime keeps for itself.
  for round in 0..<2 {
    counted = (0, 0, 0)
    for step in 0..<steps {
      let action = actions[(step + round) % actions.count]
      counted.steps += TestSupport.allocations { environments.step(action, into: &batch) }
      counted.episodes += batch.statuses.indices.count { batch.statuses[$0].isFinished }
    }
    counted.resets += TestSupport.allocations { environments.reset(seed: nil, into: &batch) }
  }
  return counted
}
