import Environments
import Simulation
import Testing

/// An episode follows from the random stream at its start and from the actions since: checkpoints rely on it.
@Suite("Playing episodes again")
struct ReplayTests {
  @Test(arguments: contractIDs)
  func aSeededResetIsOneOfTheSeedsStream(id: String) throws {
    try contractEntry(id).makeVector(count: 3).accept(SeedCheck())
  }

  @Test(arguments: contractIDs, [3, 41, 260])
  func anEpisodeIsPlayedAgainFromItsStart(id: String, steps: Int) throws {
    let task = try contractEntry(id).task()
    let single = task.makeVector(count: 1)
    try task.makeVector(count: 4, threads: 2).accept(ReplayCheck(steps: steps, single: single))
  }
}

private struct SeedCheck: VectorEnvironmentVisitor {
  func visit<Observation, Action>(_ environments: ErasedVectorEnvironment<Observation, Action>) {
    var (seeded, begun) = (environments.makeBatch(), environments.makeBatch())
    for seed in [0, 7, 1_000_003] as [UInt64] {
      environments.reset(seed: seed, into: &seeded)
      #expect(environments.episodeStarts == (0..<3).map { RandomGenerator(seed: seed + $0) })
      for row in 0..<3 {
        environments.beginEpisode(inRow: row, from: RandomGenerator(seed: seed + UInt64(row)), into: &begun)
      }
      #expect(begun.observations == seeded.observations)
    }
  }
}

/// Plays a batch for some steps, and then each row's last episode alone.
private struct ReplayCheck: VectorEnvironmentVisitor {
  let steps: Int
  let single: AnyVectorEnvironment

  func visit<Observation, Action>(_ environments: ErasedVectorEnvironment<Observation, Action>) throws {
    let single: ErasedVectorEnvironment<Observation, Action> = try #require(single.concrete())
    var (batch, alone, generator) = (environments.makeBatch(), single.makeBatch(), RandomGenerator(seed: 5))
    var actions = [[[Action]]](repeating: [], count: batch.count)
    environments.reset(seed: 9, into: &batch)
    for _ in 0..<steps {
      let round = (0..<batch.count).map { _ in environments.actionSpace.sample(using: &generator) }
      environments.step(round.flatMap(\.self), into: &batch)
      for row in 0..<batch.count {
        if batch.statuses[row].isFinished { actions[row] = [] } else { actions[row].append(round[row]) }
      }
    }
    let starts = try #require(environments.episodeStarts)
    // The single environment has a past of its own, which must not show.
    single.reset(seed: 77, into: &alone)
    for row in 0..<batch.count {
      single.beginEpisode(inRow: 0, from: starts[row], into: &alone)
      for action in actions[row] { single.step(action, into: &alone) }
      #expect(alone.observations == Array(batch.observations[batch.indices(ofRow: row)]), "row \(row)")
      if !actions[row].isEmpty { #expect(alone.rewards == [batch.rewards[row]]) }
    }
  }
}
