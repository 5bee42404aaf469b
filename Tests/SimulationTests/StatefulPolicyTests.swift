import Simulation
import TestSupport
import Testing

@Suite("A policy that remembers")
struct StatefulPolicyTests {
  /// Acts with how many actions it has chosen in the episode.
  private func counter() -> StatefulPolicy<Int> {
    StatefulPolicy(observing: Float.self, acting: Int.self, memory: 0) { memory, _, action in
      action[0] = memory
      memory += 1
    }
  }

  private func act(_ policy: inout StatefulPolicy<Int>) -> [Int] {
    var (actions, generator) = ([0, 0, 0], RandomGenerator(seed: 0))
    policy.act(on: [0, 0, 0] as [Float], into: &actions, using: &generator)
    return actions
  }

  @Test("forgets the rows whose episodes are over, and no others")
  func forgetsRows() {
    var policy = counter()
    _ = act(&policy)
    #expect(act(&policy) == [1, 1, 1])
    policy.observeOutcome(rewards: [0, 0, 0], statuses: [.running, .terminated, .truncated])
    #expect(act(&policy) == [2, 0, 0])
  }

  @Test("forgets everything when all episodes begin")
  func forgetsAll() {
    var policy = counter()
    _ = act(&policy)
    policy.beginEpisodes()
    #expect(act(&policy) == [0, 0, 0])
  }
}
