import Training

extension DQNPresets {
  static var acrobot: Preset<DQNConfiguration> {
    var configuration = DQNConfiguration()
    configuration.learningRate = .constant(6.3e-4)
    configuration.batchSize = 128
    configuration.bufferSize = 50_000
    configuration.learningStarts = 0
    configuration.targetUpdateInterval = 250
    configuration.trainingInterval = 4
    configuration.gradientSteps = 4
    configuration.epsilon = .linear(from: 1, to: 0.1, fraction: 0.12)
    configuration.hiddenSizes = [256, 256]
    return Preset(
      "Acrobot-v1", configuration,
      TrainingPlan(steps: 100_000, environments: 1, evaluationInterval: 10_000, evaluationEpisodes: 20))
  }
}
