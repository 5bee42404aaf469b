extension Catalog {
  /// The race, in pixels and in numbers.
  static let carRacing = [
    CatalogEntry(
      "CarRacing-v3", DrivingConfiguration(), summary: "Drive a car around a random track, seen in pixels.",
      timeLimit: 1000, rewardThreshold: 900, framesPerSecond: 50,
      discrete: TaskVariant(
        CarRacing<DiscreteDriving>.self, keys: chosenDriving, heuristic: { CarRacing<DiscreteDriving>.heuristic }),
      continuous: TaskVariant(
        CarRacing<ContinuousDriving>.self, keys: steeredDriving,
        heuristic: { CarRacing<ContinuousDriving>.heuristic })),
    CatalogEntry(
      "CarRacingFeatures-v0", DrivingConfiguration(),
      summary: "Drive a car around a random track, told in numbers.", timeLimit: 1000, rewardThreshold: 900,
      framesPerSecond: 50,
      discrete: TaskVariant(
        CarRacingFeatures<DiscreteDriving>.self, keys: chosenDriving,
        heuristic: { CarRacingFeatures<DiscreteDriving>.heuristic }),
      continuous: TaskVariant(
        CarRacingFeatures<ContinuousDriving>.self, keys: steeredDriving,
        heuristic: { CarRacingFeatures<ContinuousDriving>.heuristic })),
  ]

  private static let chosenDriving = KeyMap(
    [
      KeyBinding("left", 2, "steer left"), KeyBinding("right", 1, "steer right"), KeyBinding("up", 3, "gas"),
      KeyBinding("down", 4, "brake"),
    ], idle: .takes(action: [0]))

  private static let steeredDriving = KeyMap(axes: [
    KeyAxis([KeyBinding("left", -1, "steer left"), KeyBinding("right", 1, "steer right")], rate: 2, returnRate: 6),
    KeyAxis([KeyBinding("up", 1, "gas")], rate: 3, returnRate: 12),
    KeyAxis([KeyBinding("down", 0.8, "brake")], rate: 4, returnRate: 12),
  ])
}

extension DrivingConfiguration: ActionChoosing {}
