import Simulation

extension Catalog {
  /// Worlds that are drawn anew for each episode: tasks for those that learn to learn.
  static let drawn = [
    bandit,
    CatalogEntry(
      "TabularMDP-v0", TabularMDP.Configuration(),
      summary: "Find what pays in a world of a few states that is drawn anew each time.", timeLimit: nil,
      rewardThreshold: nil, framesPerSecond: 2
    ) { terms, configuration in
      ConfiguredTask(
        terms, TabularMDP.self, configuration, drawing: .own,
        keys: KeyMap(numbered(configuration.actionCount, "action"), idle: .waits))
    },
    CatalogEntry(
      "Navigation2D-v0", Navigation2D.self,
      summary: "Walk to a goal that is felt by its distance alone.", timeLimit: 100, framesPerSecond: 10,
      drawing: .own, keys: walking(0.1), heuristic: { Navigation2D.heuristic(for: $0) }),
    CatalogEntry(
      "Corners2D-v0", Corners2D.self, summary: "Find out which of four corners pays, and walk there.",
      timeLimit: 100, framesPerSecond: 15, drawing: .own, keys: walking(0.2),
      heuristic: { Corners2D.heuristic(for: $0) }),
  ]

  private static let bandit = CatalogEntry(
    "Bandit-v0", Bandit.Configuration(), summary: "Pull the arms of a slot machine whose chances nobody knows.",
    timeLimit: nil, rewardThreshold: nil, framesPerSecond: 2
  ) { terms, configuration in
    ConfiguredTask(
      terms, Bandit.self, configuration, drawing: .own,
      keys: KeyMap(numbered(configuration.arms, "arm"), idle: .waits),
      heuristic: { Bandit.heuristic(for: configuration) })
  }

  /// The digit keys from 1 on, as many as there are choices, and 0 for the tenth.
  static func numbered(_ count: Int, _ noun: String) -> [KeyBinding] {
    (0..<min(count, 10)).map { KeyBinding("\(($0 + 1) % 10)", Double($0), "\(noun) \($0 + 1)") }
  }

  private static func walking(_ step: Double) -> KeyMap {
    KeyMap(axes: [
      KeyAxis([KeyBinding("left", -step, "left"), KeyBinding("right", step, "right")]),
      KeyAxis([KeyBinding("down", -step, "down"), KeyBinding("up", step, "up")]),
    ])
  }
}
