import Training

extension DQNPresets {
  static var mountainCar: Preset<DQNConfiguration> {
    var configuration = DQNConfiguration()
    configuration.learningRate = .linear(from: 4e-3, to: 1e-5, fraction: 1)
    configuration.batchSize = 64
    configuration.bufferSize = 50_000
    configuration.learningStarts = 1000
    configuration.discount = 0.98
    configuration.trainingInterval = 16
    configuration.gradientSteps = 8
    configuration.targetUpdateInterval = 600
    configuration.epsilon = .linear(from: 1, to: 0.07, fraction: 0.2)
    configuration.hiddenSizes = [128, 128]
    configuration.returnSteps = 2
    return Preset(
      "MountainCar-v0", configuration,
      TrainingPlan(steps: 120_000, environments: 1, evaluationInterval: 10_000, evaluationEpisodes: 20))
  }
}
