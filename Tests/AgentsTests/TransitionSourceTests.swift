import Agents
import Simulation
import TestSupport
import Testing
import Training

/// One way along a line of four places, of which the last step pays 1: always the same three transitions.
private struct Demonstration: TransitionSource {
  func sample(count: Int, into batch: inout ReplayBatch<Int, Int>, using generator: inout RandomGenerator) {
    batch.resize(count: count, observationSize: 1, actionSize: 1)
    for row in 0..<count {
      let place = generator.integers(0..<3)
      batch.observations[row] = place
      batch.actions[row] = 0
      batch.returns[row] = place == 2 ? 1 : 0
      batch.discounts[row] = place == 2 ? 0 : 0.5
      batch.nextObservations[row] = place + 1
      batch.indices[row] = place
      batch.weights[row] = 1
    }
  }
}

@Suite struct TransitionSourceTests {
  /// The values of the places that temporal-difference learning finds.
  private func values(from source: inout some TransitionSource<Int, Int>) -> [Float] {
    var values: [Float] = [0, 0, 0, 0]
    var batch = ReplayBatch<Int, Int>()
    var random = RandomGenerator(seed: 0)
    for _ in 0..<20 {
      source.sample(count: 10, into: &batch, using: &random)
      for row in 0..<batch.count {
        values[batch.observations[row]] =
          batch.returns[row] + batch.discounts[row] * values[batch.nextObservations[row]]
      }
    }
    return values
  }

  @Test("A learner learns the same from a demonstration and from replayed experience")
  func anySourceFeedsALearner() throws {
    var demonstration = Demonstration()
    #expect(values(from: &demonstration) == [0.25, 0.5, 1, 0])
    for sampling in [ReplaySampling.uniform, .prioritized()] {
      var replay = try ReplayBuffer<Int, Int>(
        capacity: 9, observationSize: 1, returnSteps: 2, discount: 0.5, sampling: sampling)
      for step in 0..<12 {
        var outcome = StepBatch<Int>(count: 1, observationSize: 1)
        let place = step % 3
        outcome.rewards = [place == 2 ? 1 : 0]
        outcome.statuses = [place == 2 ? .terminated : .running]
        outcome.observations = [(place + 1) % 3]
        outcome.finalObservations = [3]
        replay.append(observations: [place], actions: [0], outcome: outcome)
      }
      #expect(values(from: &replay) == [0.25, 0.5, 1, 0])
    }
  }
}
