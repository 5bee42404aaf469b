import Training

/// Settings that are known to work with the heuristics as experts; the README in the folder above has the results.
enum DAggerPresets {
  static let all = [
    preset("CartPole-v1", steps: 5_000), preset("LunarLander-v3", steps: 20_000),
    preset("LunarLanderContinuous-v3", steps: 20_000), preset("CarRacingFeatures-v0", steps: 20_000),
    bipedalWalker,
  ]

  /// The last action tells the phase of the gait, which the heuristic remembers and no observation shows.
  private static var bipedalWalker: Preset<DAggerConfiguration> {
    var configuration = DAggerConfiguration()
    configuration.actionHistory = 1
    configuration.hiddenSizes = [256, 256]
    configuration.batchSize = 128
    configuration.learningRate = .linear(from: 1e-3, to: 1e-5, fraction: 1)
    configuration.policyAveraging = 0.999
    configuration.roundSteps = 8000
    configuration.roundUpdates = 3000
    configuration.initialUpdates = 10_000
    return preset("BipedalWalker-v3", configuration, steps: 400_000)
  }

  private static func preset(
    _ name: String, _ configuration: DAggerConfiguration = DAggerConfiguration(), steps: Int
  ) -> Preset<DAggerConfiguration> {
    Preset(
      name, configuration,
      TrainingPlan(steps: steps, environments: 4, evaluationInterval: steps / 5, evaluationEpisodes: 20))
  }
}
