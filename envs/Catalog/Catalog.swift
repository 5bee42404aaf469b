import Simulation

/// Environments by id: those of this package, and those that a program adds.
public struct Catalog: Sendable {
  /// The environments of this package.
  public static let standard = Catalog(
    entries: classicControl + toyText + box2D + carRacing + drawn + arcade + rooms + boards)

  /// The environments, in the order in which they are listed.
  public let entries: [CatalogEntry]

  /// Returns the catalogue with more environments.
  ///
  /// - Throws: If two have the same id.
  public func adding(_ more: [CatalogEntry]) throws(ConfigurationError) -> Catalog {
    let ids = (entries + more).map(\.id)
    if let twice = ids.first(where: { id in ids.count { $0 == id } > 1 }) {
      throw ConfigurationError("There are two environments '\(twice)'; give one of them another name or version.")
    }
    return Catalog(entries: entries + more)
  }

  /// The environment of an id.
  ///
  /// - Throws: If there is none; the sentence suggests the nearest id.
  public func entry(_ id: String) throws(ConfigurationError) -> CatalogEntry {
    if let entry = entries.first(where: { $0.id == id }) { return entry }
    let ids = entries.map(\.id)
    let suggestion = id.suggestion(among: ids)
    throw ConfigurationError("There is no environment '\(id)'.\(suggestion) `palaestra envs` lists them.")
  }

  private static let classicControl = [
    CatalogEntry(
      "CartPole-v0", CartPole.self, summary: "Balance a pole on a cart for 200 steps.", timeLimit: 200,
      rewardThreshold: 195, framesPerSecond: 50, drawing: .own, keys: cartKeys,
      heuristic: { _ in CartPole.heuristic },
      posing: .byObservation),
    CatalogEntry(
      "CartPole-v1", CartPole.self, summary: "Balance a pole on a cart for 500 steps.", timeLimit: 500,
      rewardThreshold: 475, framesPerSecond: 50, drawing: .own, keys: cartKeys,
      heuristic: { _ in CartPole.heuristic },
      posing: .byObservation),
    CatalogEntry(
      "MountainCar-v0", MountainCar.self, summary: "Swing an underpowered car out of a valley.", timeLimit: 200,
      rewardThreshold: -110, framesPerSecond: 30,
      drawing: .own,
      keys: KeyMap(
        [KeyBinding("left", 0, "drive left"), KeyBinding("right", 2, "drive right")], idle: .takes(action: [1])),
      heuristic: { _ in MountainCar.heuristic }, posing: .byObservation),
    CatalogEntry(
      "MountainCarContinuous-v0", MountainCarContinuous.self,
      summary: "Swing an underpowered car out of a valley with little throttle.", timeLimit: 999,
      rewardThreshold: 90, framesPerSecond: 30,
      drawing: .own,
      keys: KeyMap(axes: [KeyAxis([KeyBinding("left", -1, "drive left"), KeyBinding("right", 1, "drive right")])]),
      heuristic: { _ in MountainCarContinuous.heuristic }),
    CatalogEntry(
      "Acrobot-v1", Acrobot.self, summary: "Swing the tip of two linked rods above a line.", timeLimit: 500,
      rewardThreshold: -100, framesPerSecond: 15,
      drawing: .own,
      keys: KeyMap(
        [KeyBinding("left", 0, "turn left"), KeyBinding("right", 2, "turn right")], idle: .takes(action: [1])),
      heuristic: { _ in Acrobot.heuristic }, posing: .byObservation),
    CatalogEntry(
      "Pendulum-v1", Pendulum.self, summary: "Swing a pendulum up and hold it there.", timeLimit: 200,
      framesPerSecond: 30,
      drawing: .own,
      keys: KeyMap(axes: [KeyAxis([KeyBinding("left", 2, "turn left"), KeyBinding("right", -2, "turn right")])]),
      heuristic: { _ in Pendulum.heuristic }),
  ]

  /// Cart-pole has no action that does nothing, so the cart is pushed on in the last direction.
  static let cartKeys = KeyMap(
    [KeyBinding("left", 0, "push left"), KeyBinding("right", 1, "push right")], idle: .repeatsLastAction)

  private static let toyText = [
    CatalogEntry(
      "Blackjack-v1", Blackjack.self, summary: "Draw cards to come closer to 21 than the dealer.",
      framesPerSecond: 2, drawing: .own,
      keys: KeyMap([KeyBinding("h", 1, "hit"), KeyBinding("s", 0, "stick")], idle: .waits),
      heuristic: { _ in Blackjack.heuristic }),
    CatalogEntry(
      "FrozenLake-v1", FrozenLake.self, summary: "Cross a slippery lake of 4 by 4 tiles without falling in.",
      timeLimit: 100, rewardThreshold: 0.7, framesPerSecond: 4, drawing: .own, keys: lakeKeys),
    CatalogEntry(
      "FrozenLake8x8-v1", FrozenLake.self, FrozenLake.Configuration(map: .eightByEight),
      summary: "Cross a slippery lake of 8 by 8 tiles without falling in.", timeLimit: 200,
      rewardThreshold: 0.85, framesPerSecond: 4, drawing: .own, keys: lakeKeys),
    CatalogEntry(
      "CliffWalking-v1", CliffWalking.self, summary: "Walk along a cliff to the goal.", framesPerSecond: 4,
      drawing: .own, keys: cliffKeys),
    CatalogEntry(
      "CliffWalkingSlippery-v1", CliffWalking.self, CliffWalking.Configuration(isSlippery: true),
      summary: "Walk along a slippery cliff to the goal.", framesPerSecond: 4, drawing: .own, keys: cliffKeys),
    CatalogEntry(
      "Taxi-v4", Taxi.self, summary: "Fetch a passenger and set them down where they want to go.",
      timeLimit: 200, rewardThreshold: 8, framesPerSecond: 4,
      drawing: .own,
      keys: KeyMap(
        [
          KeyBinding("down", 0, "south"), KeyBinding("up", 1, "north"), KeyBinding("right", 2, "east"),
          KeyBinding("left", 3, "west"), KeyBinding("p", 4, "pick up"), KeyBinding("d", 5, "drop off"),
        ], idle: .waits)),
  ]

  private static let lakeKeys = KeyMap(
    [
      KeyBinding("left", 0, "left"), KeyBinding("down", 1, "down"), KeyBinding("right", 2, "right"),
      KeyBinding("up", 3, "up"),
    ], idle: .waits)

  private static let cliffKeys = KeyMap(
    [
      KeyBinding("up", 0, "up"), KeyBinding("right", 1, "right"), KeyBinding("down", 2, "down"),
      KeyBinding("left", 3, "left"),
    ], idle: .waits)
}
