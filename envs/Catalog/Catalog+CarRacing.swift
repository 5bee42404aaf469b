extension Catalog {
  /// The race, in pixels and in numbers.
  static let carRacing = [
    CatalogEntry(
      "CarRacing-v3", DrivingConfiguration(), summary: "Drive a car around a random track, seen in pixels.",
      timeLimit: 1000, rewardThreshold: 900, framesPerSecond: 50
    ) { terms, configuration in
      configuration.continuous
        ? ConfiguredTask(
          terms, CarRacing<ContinuousDriving>.self, configuration, drawing: .own, keys: steeredDriving,
          heuristic: { CarRacing<ContinuousDriving>.heuristic })
        : ConfiguredTask(
          terms, CarRacing<DiscreteDriving>.self, configuration, drawing: .own, keys: chosenDriving,
          heuristic: { CarRacing<DiscreteDriving>.heuristic })
    },
    CatalogEntry(
      "CarRacingFeatures-v0", DrivingConfiguration(),
      summary: "Drive a car around a random track, told in numbers.", timeLimit: 1000, rewardThreshold: 900,
      framesPerSecond: 50
    ) { terms, configuration in
      configuration.continuous
        ? ConfiguredTask(
          terms, CarRacingFeatures<ContinuousDriving>.self, configuration, drawing: .own, keys: steeredDriving,
          heuristic: { CarRacingFeatures<ContinuousDriving>.heuristic })
        : ConfiguredTask(
          terms, CarRacingFeatures<DiscreteDriving>.self, configuration, drawing: .own, keys: chosenDriving,
          heuristic: { CarRacingFeatures<DiscreteDriving>.heuristic })
    },
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
