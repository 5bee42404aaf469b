import Training

extension GAILPresets {
  static var lunarLander: Preset<GAILConfiguration> {
    var configuration = GAILConfiguration()
    configuration.learner.learningRate = .linear(from: 1e-3, to: 1e-5, fraction: 1)
    configuration.learner.batchSize = 128
    configuration.learner.bufferSize = 50_000
    configuration.learner.learningStarts = 1000
    configuration.learner.trainingInterval = 4
    configuration.learner.gradientSteps = 3
    configuration.learner.targetUpdateInterval = 500
    configuration.learner.policyAveraging = 0.9995
    configuration.learner.epsilon = .linear(from: 1, to: 0.02, fraction: 0.2)
    configuration.learner.hiddenSizes = [128, 128]
    configuration.learner.double = true
    configuration.learner.dueling = true
    configuration.learner.returnSteps = 4
    configuration.discriminator.learningRate = .linear(from: 1e-3, to: 1e-5, fraction: 1)
    configuration.discriminator.normalization = true
    configuration.discriminator.experienceSize = 20_000
    return Preset(
      "LunarLander-v3", configuration,
      TrainingPlan(steps: 150_000, environments: 1, evaluationInterval: 30_000, evaluationEpisodes: 20))
  }
}
