import Environments
import Simulation
import Testing

/// How episodes end: by the task or by the time limit, and never by the one in the guise of the other.
@Suite("The end of episodes")
struct EpisodeTests {
  /// Changes under which doing nothing never ends an episode before its time limit.
  private static let endless: [String: [String: String]] = [
    "CartPole-v0": ["angleThreshold": "1e9", "positionThreshold": "1e9"],
    "CartPole-v1": ["angleThreshold": "1e9", "positionThreshold": "1e9"],
    // A push of nothing at all is none, which only the swing-up bears.
    "CartPoleBox2D-continuous": ["swingUp": "true"],
    "FrozenLake-v1": ["isSlippery": "false"],
    "FrozenLake8x8-v1": ["isSlippery": "false"],
    "BipedalWalker-v3": ["gravity": "0", "startPush": "0"],
    "BipedalWalkerHardcore-v3": ["gravity": "0", "startPush": "0"],
  ]

  @Test(arguments: try contractIDs.filter { try contractEntry($0).specification.timeLimit != nil })
  func anEpisodeIsTruncatedAtItsTimeLimitAndNotBefore(id: String) throws {
    let entry = try contractEntry(id)
    let limit = try #require(entry.specification.timeLimit)
    guard !Self.falling.contains(where: id.hasPrefix) else { return try checkFalling(entry, limit) }
    let overrides = ConfigurationOverrides(Self.endless[id] ?? [:])
    let count = entry.isSlow ? 1 : 2
    let play = Play(actions: .zero, steps: count * limit + 1)
    for trace in try entry.makeVector(count: count, overrides).traces(play) {
      #expect(trace.ends.map(\.length) == [Int](repeating: limit, count: count))
      #expect(trace.ends.map(\.status) == [EpisodeStatus](repeating: .truncated, count: count))
    }
  }

  /// Tasks in which doing nothing ends badly, and soon.
  private static let falling = ["LunarLander", "CartPoleBox2D-v0"]

  private func checkFalling(_ entry: CatalogEntry, _ limit: Int) throws {
    for trace in try entry.makeVector(count: 2).traces(Play(actions: .zero, steps: limit)) {
      #expect(!trace.ends.isEmpty)
      #expect(trace.ends.allSatisfy { $0.status == ($0.length < limit ? .terminated : .truncated) })
    }
  }

  @Test(arguments: Catalog.standard.entries.filter { $0.specification.timeLimit == nil }.map(\.specification.id))
  func withoutATimeLimitNothingIsTruncated(id: String) throws {
    for actions in [Play.Actions.zero, .random(seed: 5)] {
      for trace in try Catalog.standard.entry(id).makeVector(count: 2).traces(Play(actions: actions, steps: 3000)) {
        #expect(!trace.transitions.contains { $0.status == .truncated })
      }
    }
  }

  /// Random play terminates each of these within some hundred steps.
  @Test(arguments: [
    "CartPole-v1", "CartPoleBox2D-v0", "FrozenLake-v1", "FrozenLake8x8-v1", "CliffWalking-v1", "Taxi-v4",
    "Blackjack-v1",
  ])
  func aStepTerminatesIfAndOnlyIfTheTaskIsOver(id: String) throws {
    let isOver = try #require(Self.isOver[id])
    let transitions = try Catalog.standard.entry(id).makeVector(count: 8).traces(Play(steps: 4000)).flatMap(
      \.transitions)
    #expect(transitions.contains { $0.status == .terminated })
    let mistaken = transitions.filter { ($0.status == .terminated) != isOver($0) }
    #expect(mistaken.isEmpty, "\(String(describing: mistaken.first))")
  }

  private static let isOver: [String: @Sendable (Trace.Transition) -> Bool] = [
    "CartPole-v1": { abs($0.observation[0]) > 2.4 || abs($0.observation[2]) > 12 * Double.pi / 180 },
    "CartPoleBox2D-v0": { abs($0.observation[0]) > 2.4 || abs($0.observation[2]) > 12 * Double.pi / 180 },
    "FrozenLake-v1": { [5, 7, 11, 12, 15].contains($0.observation[0]) },
    "FrozenLake8x8-v1": { [19, 29, 35, 41, 42, 46, 49, 52, 54, 59, 63].contains($0.observation[0]) },
    "CliffWalking-v1": { $0.observation[0] == 47 },
    "Taxi-v4": { transition in
      let situation = Taxi.Situation(state: Int(transition.observation[0]))
      return transition.reward == 20 && situation.passenger == situation.destination
    },
    "Blackjack-v1": { $0.action[0] == 0 || $0.observation[0] > 21 },
  ]
}
