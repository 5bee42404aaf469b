import Simulation

extension Catalog {
  static let box2D = [
    lander(
      "LunarLander-v3", LunarLanderConfiguration(),
      summary: "Land a craft softly between two flags by switching its engines."),
    lander(
      "LunarLanderContinuous-v3", LunarLanderConfiguration(continuous: true),
      summary: "Land a craft softly between two flags by throttling its engines."),
  ]

  private static func lander(
    _ id: String, _ configuration: LunarLanderConfiguration, summary: String
  ) -> CatalogEntry {
    CatalogEntry(
      id, configuration, summary: summary, timeLimit: 1000, rewardThreshold: 200, framesPerSecond: 50,
      discrete: TaskVariant(
        LunarLander.self,
        keys: KeyMap(
          [
            KeyBinding("up", 2, "main engine"), KeyBinding("left", 1, "lean left"),
            KeyBinding("right", 3, "lean right"),
          ], idle: .takes(action: [0])),
        heuristic: { LunarLander.heuristic }),
      continuous: TaskVariant(
        LunarLanderContinuous.self,
        keys: KeyMap(axes: [
          KeyAxis([KeyBinding("up", 1, "main engine")], rest: -1, rate: 12),
          KeyAxis([KeyBinding("left", -1, "lean left"), KeyBinding("right", 1, "lean right")], rate: 12),
        ]),
        heuristic: { LunarLanderContinuous.heuristic }))
  }
}

extension LunarLanderConfiguration: ActionChoosing {}
