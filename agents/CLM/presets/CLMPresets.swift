import Training

/// Settings that are known to work; the README in the folder above has the results.
enum CLMPresets {
  static let all = [
    preset(DQNPresets.cartPole("CartPole-v1")) { $0.world.imaginedSteps = 20 },
    preset(DQNPresets.acrobot) { $0.world.imaginedSteps = 20 },
    preset(DQNPresets.lunarLander) {
      $0.world.imaginedSteps = 5
      // With more updates it learned later.
      $0.world.updateRatio = 1
    },
    preset(DQNPresets.bipedalWalker) {
      $0.world.imaginedSteps = 5
      $0.world.updateRatio = 1
    },
    preset(DQNPresets.carRacingFeatures) {
      $0.world.imaginedSteps = 2
      $0.world.updateRatio = 1
      $0.world.imaginedShare = 0.25
    },
  ]

  /// Returns DQN's preset for a task, with changes to the settings of imagination.
  private static func preset(
    _ base: Preset<DQNConfiguration>, _ change: (inout CLMConfiguration) -> Void = { _ in }
  ) -> Preset<CLMConfiguration> {
    var configuration = CLMConfiguration()
    configuration.learner = base.configuration
    change(&configuration)
    return Preset(base.name, configuration, base.plan, environment: base.environment)
  }
}
