import Training

extension DQNPresets {
  static var lunarLander: Preset<DQNConfiguration> {
    var configuration = DQNConfiguration()
    configuration.learningRate = .linear(from: 1e-3, to: 1e-5, fraction: 1)
    configuration.batchSize = 128
    // Ground is only reached late: what was learned of flying badly must make room for it.
    configuration.bufferSize = 20_000
    configuration.learningStarts = 1000
    configuration.trainingInterval = 4
    configuration.gradientSteps = 5
    configuration.targetUpdateInterval = 500
    configuration.policyAveraging = 0.9998
    configuration.epsilon = .linear(from: 1, to: 0.02, fraction: 0.2)
    configuration.hiddenSizes = [128, 128]
    configuration.double = true
    configuration.dueling = true
    configuration.returnSteps = 4
    return Preset(
      "LunarLander-v3", configuration,
      TrainingPlan(steps: 100_000, environments: 1, evaluationInterval: 20_000, evaluationEpisodes: 20))
  }
}
