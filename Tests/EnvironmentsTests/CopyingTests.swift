import Environments
import Simulation
import TestSupport
import Testing

/// Copies of worlds in the midst of an episode.
@Suite("A copied world") struct CopyingTests {
  private func play(_ lake: inout TimeLimit<FrozenLake>, _ steps: Int = 30) -> [Int] {
    (0..<steps).map { step in
      let outcome: Step<Int> = lake.step(step % 4)
      if outcome.status.isFinished { return lake.reset(seed: nil) }
      return outcome.observation
    }
  }

  private var lake: TimeLimit<FrozenLake> {
    var lake = TimeLimit(FrozenLake(FrozenLake.Configuration(map: .eightByEight)), steps: 100)
    let _: Int = lake.reset(seed: 3)
    _ = play(&lake, 5)
    return lake
  }

  @Test("sees the same by the same actions, and leaves the other where it is") func same() {
    var (first, second) = (lake, lake.copy(with: .same))
    let seen = play(&second)
    #expect(play(&first) == seen)
  }

  @Test("sees something else with a future of its own, the same for the same seed") func independent() {
    var (first, second, third) = (
      lake, lake.copy(with: .independent(seed: 7)), lake.copy(with: .independent(seed: 7))
    )
    let seen = play(&second)
    #expect(play(&third) == seen && play(&first) != seen)
  }
}
