import Training

extension DQNPresets {
  static func cartPole(_ name: String) -> Preset<DQNConfiguration> {
    var configuration = DQNConfiguration()
    configuration.learningRate = .linear(from: 2e-3, to: 1e-5, fraction: 1)
    configuration.batchSize = 64
    configuration.learningStarts = 1000
    configuration.trainingInterval = 8
    configuration.gradientSteps = 4
    configuration.targetUpdateInterval = 200
    configuration.epsilon = .linear(from: 1, to: 0.04, fraction: 0.16)
    configuration.hiddenSizes = [128, 128]
    configuration.returnSteps = 2
    configuration.double = true
    return Preset(
      name, configuration,
      TrainingPlan(steps: 50_000, environments: 1, evaluationInterval: 5_000, evaluationEpisodes: 20))
  }
}
