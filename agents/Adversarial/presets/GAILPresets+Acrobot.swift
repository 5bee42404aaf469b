import Training

extension GAILPresets {
  static var acrobot: Preset<GAILConfiguration> {
    var configuration = GAILConfiguration()
    configuration.learner.learningRate = .linear(from: 1e-3, to: 1e-5, fraction: 1)
    configuration.learner.batchSize = 64
    configuration.learner.bufferSize = 50_000
    configuration.learner.learningStarts = 1000
    configuration.learner.discount = 0.98
    configuration.learner.trainingInterval = 8
    configuration.learner.gradientSteps = 4
    configuration.learner.targetUpdateInterval = 250
    configuration.learner.policyAveraging = 0.999
    configuration.learner.epsilon = .linear(from: 1, to: 0.05, fraction: 0.12)
    configuration.learner.hiddenSizes = [128, 128]
    configuration.learner.double = true
    configuration.learner.returnSteps = 4
    configuration.discriminator.learningRate = .linear(from: 1e-3, to: 1e-5, fraction: 1)
    configuration.discriminator.normalization = true
    return Preset(
      "Acrobot-v1", configuration,
      TrainingPlan(steps: 100_000, environments: 1, evaluationInterval: 20_000, evaluationEpisodes: 20))
  }
}
