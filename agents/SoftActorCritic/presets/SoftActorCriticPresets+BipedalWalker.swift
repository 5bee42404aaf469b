import Training

extension SoftActorCriticPresets {
  static var bipedalWalker: Preset<SoftActorCriticConfiguration> {
    var configuration = SoftActorCriticDefinition.truncating
    configuration.learningRate = .constant(7.3e-4)
    configuration.batchSize = 128
    configuration.learningStarts = 5000
    configuration.discount = 0.98
    configuration.trainingInterval = 64
    configuration.gradientSteps = 64
    configuration.targetUpdateRate = 0.02
    configuration.dense = true
    configuration.recency = 0.997
    // A fall costs 100 at once, beside which a step forward, worth a third, is hard to see.
    configuration.leastReward = -10
    return Preset(
      "BipedalWalker-v3", configuration,
      TrainingPlan(steps: 200_000, environments: 1, evaluationInterval: 50_000, evaluationEpisodes: 100))
  }
}
