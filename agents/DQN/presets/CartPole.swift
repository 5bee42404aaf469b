import Training

extension DQNPresets {
  static func cartPole(_ name: String) -> Preset<DQNConfiguration> {
    var configuration = DQNConfiguration()
    configuration.learningRate = .constant(2.3e-3)
    configuration.batchSize = 64
    configuration.learningStarts = 1000
    configuration.targetUpdateInterval = 10
    configuration.trainingInterval = 256
    configuration.gradientSteps = 128
    configuration.epsilon = .linear(from: 1, to: 0.04, fraction: 0.16)
    configuration.hiddenSizes = [256, 256]
    return Preset(
      name, configuration,
      TrainingPlan(steps: 50_000, environments: 1, evaluationInterval: 5_000, evaluationEpisodes: 20))
  }
}
