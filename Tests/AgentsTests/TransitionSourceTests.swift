import Agents
import Simulation
import TestSupport
import Testing
import Training

/// One way along a line of four places, of which the last step pays 1: always the same three transitions.
private struct Demonstration: TransitionSource {
  func sample(count: Int, into batch: inout ReplayBatch, using generator: inout RandomGenerator) {
    batch.resize(to: count)
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
  private func values(from source: inout some TransitionSource) -> [Float] {
    var values: [Float] = [0, 0, 0, 0]
    var batch = ReplayBatch(observations: RowLayout(.int64, shape: [1]))
    var random = RandomGenerator(seed: 0)
    for _ in 0..<20 {
      source.sample(count: 10, into: &batch, using: &random)
      for row in 0..<batch.count {
        let (place, next) = (batch.observations[row, as: Int.self], batch.nextObservations[row, as: Int.self])
        values[place] = batch.returns[row] + batch.discounts[row] * values[next]
      }
    }
    return values
  }

  @Test("A learner learns the same from a demonstration and from replayed experience")
  func anySourceFeedsALearner() throws {
    var demonstration = Demonstration()
    #expect(values(from: &demonstration) == [0.25, 0.5, 1, 0])
    for sampling in [ReplaySampling.uniform, .prioritized()] {
      var replay = try ReplayBuffer(
        capacity: 9, observations: RowLayout(.int64, shape: [1]), returnSteps: 2, discount: 0.5, sampling: sampling)
      for step in 0..<12 {
        var outcome = StepBatch(count: 1, observations: RowLayout(.int64, shape: [1]))
        let place = step % 3
        outcome.rewards = [place == 2 ? 1 : 0]
        outcome.statuses = [place == 2 ? .terminated : .running]
        outcome.observations.replaceNumbers(with: [(place + 1) % 3])
        outcome.finalObservations.replaceNumbers(with: [3])
        replay.append(observations: RowBuffer([place]), actions: RowBuffer([0]), outcome: outcome)
      }
      #expect(values(from: &replay) == [0.25, 0.5, 1, 0])
    }
  }
}
