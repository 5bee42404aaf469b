import Training

extension DQNPresets {
  static var mountainCar: Preset<DQNConfiguration> {
    var configuration = DQNConfiguration()
    configuration.learningRate = .constant(4e-3)
    configuration.batchSize = 128
    configuration.bufferSize = 10_000
    configuration.learningStarts = 1000
    configuration.discount = 0.98
    configuration.targetUpdateInterval = 600
    configuration.trainingInterval = 16
    configuration.gradientSteps = 8
    configuration.epsilon = .linear(from: 1, to: 0.07, fraction: 0.2)
    configuration.hiddenSizes = [256, 256]
    return Preset(
      "MountainCar-v0", configuration,
      TrainingPlan(steps: 120_000, environments: 1, evaluationInterval: 10_000, evaluationEpisodes: 20))
  }
}
