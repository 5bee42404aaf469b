import Training

extension GAILPresets {
  static var cartPole: Preset<GAILConfiguration> {
    var configuration = GAILConfiguration()
    configuration.learner.learningRate = .linear(from: 2e-3, to: 1e-5, fraction: 1)
    configuration.learner.batchSize = 64
    configuration.learner.learningStarts = 1000
    configuration.learner.trainingInterval = 8
    configuration.learner.gradientSteps = 4
    configuration.learner.targetUpdateInterval = 200
    configuration.learner.epsilon = .linear(from: 1, to: 0.04, fraction: 0.16)
    configuration.learner.hiddenSizes = [128, 128]
    configuration.learner.returnSteps = 4
    configuration.learner.discount = 0.98
    configuration.learner.double = true
    configuration.learner.policyAveraging = 0.999
    configuration.discriminator.learningRate = .linear(from: 1e-3, to: 1e-5, fraction: 1)
    configuration.discriminator.gradientPenalty = 1
    return Preset(
      "CartPole-v1", configuration,
      TrainingPlan(steps: 60_000, environments: 1, evaluationInterval: 10_000, evaluationEpisodes: 20))
  }
}
