import Environments
import Simulation
import Testing

/// An episode follows from the random stream at its start and from the actions since: checkpoints rely on it.
@Suite("Playing episodes again")
struct ReplayTests {
  @Test(arguments: contractIDs)
  func aSeededResetIsOneOfTheSeedsStream(id: String) throws {
    let environments = try contractEntry(id).makeVector(count: 3)
    let streams = try #require(environments.streams)
    var (seeded, begun) = (environments.makeBatch(), environments.makeBatch())
    for seed in [0, 7, 1_000_003] as [UInt64] {
      environments.reset(seed: seed, into: &seeded)
      #expect(streams.starts == (0..<3).map { RandomGenerator(seed: seed + $0) })
      for row in 0..<3 {
        streams.beginEpisode(inRow: row, from: RandomGenerator(seed: seed + UInt64(row)), into: &begun)
      }
      #expect(begun.observations == seeded.observations)
    }
  }

  @Test(arguments: contractIDs, [3, 41, 260])
  func anEpisodeIsPlayedAgainFromItsStart(id: String, steps: Int) throws {
    let task = try contractEntry(id).task()
    let single = task.makeVector(count: 1)
    try check(task.makeVector(count: 4, threads: 2), steps: steps, single: single)
  }

  /// Plays a batch for some steps, and then each row's last episode alone.
  private func check(_ environments: VectorTask, steps: Int, single: VectorTask) throws {
    var (batch, alone, generator) = (environments.makeBatch(), single.makeBatch(), RandomGenerator(seed: 5))
    var (round, action) = (environments.makeActions(), single.makeActions())
    var actions = [RowBuffer](repeating: RowBuffer(round.layout, count: 0), count: batch.count)
    environments.reset(seed: 9, into: &batch)
    for _ in 0..<steps {
      environments.sampleActions(into: &round, allowing: batch.masks, using: &generator)
      environments.step(round, into: &batch)
      for row in 0..<batch.count {
        if batch.statuses[row].isFinished {
          actions[row].resize(to: 0)
        } else {
          actions[row].append(row..<row + 1, of: round)
        }
      }
    }
    let starts = try #require(environments.streams?.starts)
    // The single environment has a past of its own, which must not show.
    single.reset(seed: 77, into: &alone)
    for row in 0..<batch.count {
      single.streams?.beginEpisode(inRow: 0, from: starts[row], into: &alone)
      for step in 0..<actions[row].count {
        action.copyRows(step..<step + 1, of: actions[row], to: 0)
        single.step(action, into: &alone)
      }
      #expect(alone.observations.matches(batch.observations, row..<row + 1, at: 0), "row \(row)")
      if actions[row].count > 0 { #expect(alone.rewards[0] == batch.rewards[row]) }
    }
  }
}
