import Training

/// Settings that are known to work from twenty episodes of the heuristics, on BipedalWalker-v3 from three hundred, and on
/// CarRacing-v3 from ten; the README in the folder above has the results.
enum BehaviorCloningPresets {
  static let all = [
    preset("CartPole-v1", updates: 10_000), preset("LunarLander-v3", updates: 20_000),
    preset("LunarLanderContinuous-v3", updates: 20_000), preset("CarRacingFeatures-v0", updates: 20_000),
    bipedalWalker, carRacing,
  ]

  /// The last action tells the phase of the gait, which the heuristic remembers and no observation shows.
  private static var bipedalWalker: Preset<BehaviorCloningConfiguration> {
    var configuration = BehaviorCloningConfiguration()
    configuration.actionHistory = 1
    configuration.hiddenSizes = [256, 256]
    configuration.batchSize = 128
    configuration.learningRate = .linear(from: 1e-3, to: 1e-5, fraction: 1)
    configuration.policyAveraging = 0.999
    return preset("BipedalWalker-v3", configuration, updates: 60_000)
  }

  /// Pictures take their time: few updates, and few episodes to evaluate.
  private static var carRacing: Preset<BehaviorCloningConfiguration> {
    Preset(
      "CarRacing-v3", BehaviorCloningConfiguration(),
      TrainingPlan(steps: 1500, evaluationInterval: 750, evaluationEpisodes: 5))
  }

  private static func preset(
    _ name: String, _ configuration: BehaviorCloningConfiguration = BehaviorCloningConfiguration(), updates: Int
  ) -> Preset<BehaviorCloningConfiguration> {
    Preset(
      name, configuration,
      TrainingPlan(steps: updates, evaluationInterval: updates / 2, evaluationEpisodes: 20))
  }
}
