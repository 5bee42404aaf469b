import Simulation

extension Catalog {
  static let box2D = [
    lander(
      "LunarLander-v3", LunarLanderConfiguration(),
      summary: "Land a craft softly between two flags by switching its engines."),
    lander(
      "LunarLanderContinuous-v3", LunarLanderConfiguration(continuous: true),
      summary: "Land a craft softly between two flags by throttling its engines."),
    walker(
      "BipedalWalker-v3", BipedalWalker.Configuration(), summary: "Walk a robot with two legs over uneven ground.",
      timeLimit: 1600, gait: .tuned),
    walker(
      "BipedalWalkerHardcore-v3", BipedalWalker.Configuration(hardcore: true),
      summary: "Walk a robot with two legs past stumps, pits and stairs.", timeLimit: 2000, gait: .gymnasium),
    cartPole("CartPoleBox2D-v0", CartPoleBox2DConfiguration()),
  ]

  private static func lander(
    _ id: String, _ configuration: LunarLanderConfiguration, summary: String
  ) -> CatalogEntry {
    CatalogEntry(
      id, configuration, summary: summary, timeLimit: 1000, rewardThreshold: 200, framesPerSecond: 50
    ) { terms, configuration in
      configuration.continuous
        ? ConfiguredTask(
          terms, LunarLanderContinuous.self, configuration, drawing: .own, keys: throttles,
          heuristic: { LunarLanderContinuous.heuristic }, posing: .byObservation)
        : ConfiguredTask(
          terms, LunarLander.self, configuration, drawing: .own, keys: engines,
          heuristic: { LunarLander.heuristic },
          posing: .byObservation)
    }
  }

  /// A walker; with choices for actions there are neither a script nor keys for each leg.
  private static func walker(
    _ id: String, _ configuration: BipedalWalker.Configuration, summary: String, timeLimit: Int,
    gait: BipedalWalkerGait
  ) -> CatalogEntry {
    CatalogEntry(
      id, configuration, summary: summary, timeLimit: timeLimit, rewardThreshold: 300, framesPerSecond: 50
    ) { terms, configuration in
      configuration.continuous
        ? ConfiguredTask(
          terms, BipedalWalker.self, configuration, drawing: .own, keys: walkerKeys,
          heuristic: { BipedalWalker.policy(gait) })
        : ConfiguredTask(
          terms, DiscreteBipedalWalker.self, configuration, drawing: .own,
          keys: KeyMap([KeyBinding("space", 0, "pull every motor back")], idle: .repeatsLastAction))
    }
  }

  /// A cart-pole made of bodies, whatever its configuration asks for.
  static func cartPole(_ id: String, _ configuration: CartPoleBox2DConfiguration) -> CatalogEntry {
    CatalogEntry(
      id, configuration, summary: "Balance a pole on a cart, or swing it up, with bodies on joints.",
      timeLimit: 500, rewardThreshold: configuration.swingUp ? nil : 475, framesPerSecond: 50
    ) { terms, configuration in
      configuration.continuous
        ? ConfiguredTask(
          terms, CartPoleBox2DContinuous.self, configuration, drawing: .own, keys: pushes,
          heuristic: { CartPoleBox2DContinuous.heuristic(for: configuration) })
        : ConfiguredTask(
          terms, CartPoleBox2D.self, configuration, drawing: .own, keys: cartKeys,
          heuristic: { CartPoleBox2D.heuristic(for: configuration) })
    }
  }

  private static let engines = KeyMap(
    [KeyBinding("up", 2, "main engine"), KeyBinding("left", 1, "lean left"), KeyBinding("right", 3, "lean right")],
    idle: .takes(action: [0]))

  private static let throttles = KeyMap(axes: [
    KeyAxis([KeyBinding("up", 1, "main engine")], rest: -1, rate: 12),
    KeyAxis([KeyBinding("left", -1, "lean left"), KeyBinding("right", 1, "lean right")], rate: 12),
  ])

  private static let pushes = KeyMap(axes: [
    KeyAxis([KeyBinding("left", -1, "push left"), KeyBinding("right", 1, "push right")], rate: 12)
  ])

  /// Two keys scissor the thighs, two bend a knee each; knees that no key bends straighten a little.
  private static let walkerKeys = KeyMap(axes: [
    KeyAxis([KeyBinding("q", -1, ""), KeyBinding("w", 1, "left leg ahead")]),
    KeyAxis([KeyBinding("o", 1, ""), KeyBinding("p", -1, "bend left knee")], rest: 0.4),
    KeyAxis([KeyBinding("q", 1, "right leg ahead"), KeyBinding("w", -1, "")]),
    KeyAxis([KeyBinding("o", -1, "bend right knee"), KeyBinding("p", 1, "")], rest: 0.4),
  ])
}
