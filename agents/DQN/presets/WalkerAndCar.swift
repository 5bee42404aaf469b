import Simulation
import Training

extension DQNPresets {
  /// The preset for CarRacing by features, with the five choices in place of numbers.
  static var carRacingFeatures: Preset<DQNConfiguration> {
    Preset(
      "CarRacingFeatures-v0", eightAtATime,
      TrainingPlan(steps: 100_000, environments: 8, evaluationInterval: 10_000, evaluationEpisodes: 20),
      environment: ConfigurationOverrides(["continuous": "false"]))
  }

  /// The preset for BipedalWalker, with three torques of each joint, 81 choices, in place of numbers.
  static var bipedalWalker: Preset<DQNConfiguration> {
    Preset(
      "BipedalWalker-v3", eightAtATime,
      TrainingPlan(steps: 200_000, environments: 8, evaluationInterval: 20_000, evaluationEpisodes: 20),
      environment: ConfigurationOverrides(["actionBins": "3"]))
  }

  /// The settings that both presets share.
  private static var eightAtATime: DQNConfiguration {
    var configuration = DQNConfiguration()
    configuration.learningRate = .linear(from: 1e-3, to: 1e-5, fraction: 1)
    configuration.batchSize = 128
    configuration.learningStarts = 1000
    configuration.trainingInterval = 4
    configuration.gradientSteps = 2
    configuration.targetUpdateInterval = 500
    configuration.policyAveraging = 0.999
    configuration.epsilon = .linear(from: 1, to: 0.02, fraction: 0.2)
    configuration.hiddenSizes = [128, 128]
    configuration.double = true
    configuration.dueling = true
    configuration.returnSteps = 4
    return configuration
  }
}
