import Training

extension DQNPresets {
  static var acrobot: Preset<DQNConfiguration> {
    var configuration = DQNConfiguration()
    configuration.learningRate = .linear(from: 1e-3, to: 1e-5, fraction: 1)
    configuration.batchSize = 64
    configuration.bufferSize = 50_000
    configuration.learningStarts = 1000
    configuration.trainingInterval = 8
    configuration.gradientSteps = 4
    configuration.targetUpdateInterval = 250
    configuration.epsilon = .linear(from: 1, to: 0.05, fraction: 0.12)
    configuration.hiddenSizes = [128, 128]
    configuration.returnSteps = 2
    return Preset(
      "Acrobot-v1", configuration,
      TrainingPlan(steps: 100_000, environments: 1, evaluationInterval: 10_000, evaluationEpisodes: 20))
  }
}
