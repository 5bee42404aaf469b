import Training

extension DQNPresets {
  static var taxi: Preset<DQNConfiguration> {
    var configuration = DQNConfiguration()
    configuration.learningRate = .constant(1e-3)
    configuration.batchSize = 128
    configuration.trainingInterval = 8
    configuration.targetUpdateInterval = 1000
    configuration.epsilon = .linear(from: 1, to: 0.05, fraction: 0.5)
    configuration.hiddenSizes = [128]
    return Preset(
      "Taxi-v4", configuration,
      TrainingPlan(steps: 300_000, environments: 8, evaluationInterval: 30_000, evaluationEpisodes: 100))
  }
}
