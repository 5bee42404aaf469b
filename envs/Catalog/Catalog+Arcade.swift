import Simulation

extension Catalog {
  /// Arcade games on 10 × 10 cells.
  static let arcade = [
    game(
      "Bricks-v0", Bricks.self, summary: "Bounce a ball off a paddle to break bricks.", keys: sideways,
      heuristic: Bricks.heuristic),
    game(
      "Treasure-v0", Treasure.self, summary: "Gather gold and keep clear of the scorpions among it.",
      keys: sideways + upAndDown, heuristic: Treasure.heuristic),
    game(
      "Crossing-v0", Crossing.self, summary: "Lead a hen across eight lanes of cars, again and again.",
      keys: upAndDown, heuristic: Crossing.heuristic),
    game(
      "Submarine-v0", Submarine.self, summary: "Rescue divers from among enemies before the air runs out.",
      keys: sideways + upAndDown + shooting, heuristic: Submarine.heuristic),
    game(
      "Raiders-v0", Raiders.self, summary: "Shoot down raiders that come lower and lower.",
      keys: sideways + shooting, heuristic: Raiders.heuristic),
  ]

  private typealias ArcadeKey = (key: String, action: ArcadeAction, meaning: String)

  private static func game<Game: DrawnArcadeGame>(
    _ id: String, _: Game.Type, summary: String, keys: [ArcadeKey],
    heuristic: @escaping @Sendable (ArcadeConfiguration) -> any Policy
  ) -> CatalogEntry {
    CatalogEntry(
      id, ArcadeConfiguration(), summary: summary, timeLimit: nil, rewardThreshold: nil, framesPerSecond: 10
    ) { terms, configuration in
      let actions = Arcade<Game>.actions(configuration)
      let bindings = keys.compactMap { key in
        actions.firstIndex(of: key.action).map { KeyBinding(key.key, Double($0), key.meaning) }
      }
      return ConfiguredTask(
        terms, Arcade<Game>.self, configuration, drawing: .own, keys: KeyMap(bindings, idle: .takes(action: [0])),
        heuristic: { heuristic(configuration) })
    }
  }

  private static let sideways: [ArcadeKey] = [("left", .left, "left"), ("right", .right, "right")]
  private static let upAndDown: [ArcadeKey] = [("up", .up, "up"), ("down", .down, "down")]
  private static let shooting: [ArcadeKey] = [("space", .fire, "fire")]
}
