import Simulation
import Testing

@testable import Agents

/// Pays by what was seen and done.
private struct Tariff: RewardModel {
  var valueAfterTermination = 0.0

  func reward(_ observation: [Float], _ action: [Int]) -> Double {
    Double(observation.reduce(0, +)) * 0.25 + Double(action.reduce(0, +))
  }

  func writeRewards(observations: RowBuffer, actions: RowBuffer, into rewards: inout [Float]) {
    for step in rewards.indices {
      rewards[step] = Float(reward(observations.array(ofRow: step), actions.array(ofRow: step)))
    }
  }
}

@Suite("Rewards made when they are drawn") struct RelabelingTests {
  /// Two replays of the same life, of which one is paid by a model and the other nothing.
  private func replays(returnSteps: Int) throws -> (paid: ReplayBuffer, unpaid: ReplayBuffer) {
    func replay() throws -> ReplayBuffer {
      try ReplayBuffer(
        capacity: 60, environmentCount: 2, observations: RowLayout(.float32, shape: [2]), returnSteps: returnSteps,
        discount: 0.5)
    }
    var (paid, unpaid, random) = (try replay(), try replay(), RandomGenerator(seed: 1))
    func observations() -> RowBuffer {
      RowBuffer((0..<4).map { _ in Float(random.integers(0..<100)) }, rowShape: [2])
    }
    var seen = observations()
    for _ in 0..<75 {
      let actions = RowBuffer([random.integers(0..<9), random.integers(0..<9)])
      var outcome = StepBatch(count: 2, observations: RowLayout(.float32, shape: [2]))
      outcome.observations = observations()
      outcome.finalObservations = observations()
      for row in 0..<2 {
        let chance = random.random()
        outcome.statuses[row] = chance < 0.15 ? .terminated : chance < 0.2 ? .truncated : .running
      }
      unpaid.append(observations: seen, actions: actions, outcome: outcome)
      for row in 0..<2 {
        outcome.rewards[row] = Tariff().reward(seen.array(ofRow: row), actions.array(ofRow: row))
      }
      paid.append(observations: seen, actions: actions, outcome: outcome)
      seen = outcome.observations
    }
    return (paid, unpaid)
  }

  @Test("Returns are those of a replay in which the rewards were stored", arguments: [1, 2, 5])
  func returns(returnSteps: Int) throws {
    let (paid, unpaid) = try replays(returnSteps: returnSteps)
    var batches = (paid.makeBatch(), unpaid.makeBatch())
    var generators = (RandomGenerator(seed: 2), RandomGenerator(seed: 2))
    for _ in 0..<20 {
      paid.sample(count: 16, into: &batches.0, using: &generators.0)
      unpaid.sample(count: 16, into: &batches.1, using: &generators.1)
      #expect(batches.1.returns.allSatisfy { $0 == 0 })
      unpaid.relabel(&batches.1, by: Tariff())
      #expect(batches.1.returns == batches.0.returns)
      #expect(batches.1.discounts == batches.0.discounts)
      #expect(batches.1.nextObservations == batches.0.nextObservations)
    }
  }

  @Test("What follows a termination is discounted by the steps until then", arguments: [1, 2, 5])
  func terminations(returnSteps: Int) throws {
    let (_, replay) = try replays(returnSteps: returnSteps)
    var (batch, generator) = (replay.makeBatch(), RandomGenerator(seed: 2))
    replay.sample(count: 200, into: &batch, using: &generator)
    replay.relabel(&batch, by: Tariff())
    let before = batch.returns
    replay.relabel(&batch, by: Tariff(valueAfterTermination: 1024))
    var added: Set<Float> = []
    for row in 0..<batch.count {
      if batch.discounts[row] > 0 { #expect(batch.returns[row] == before[row]) }
      if batch.discounts[row] == 0 { added.insert(batch.returns[row] - before[row]) }
    }
    #expect(added == Set((1...returnSteps).map { Float(1024) / Float(1 << $0) }))
  }
}
