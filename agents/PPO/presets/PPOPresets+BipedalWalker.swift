import Training

extension PPOPresets {
  static var bipedalWalker: Preset<PPOConfiguration> {
    var configuration = PPOConfiguration()
    configuration.learningRate = .linear(from: 7e-4, to: 1e-5, fraction: 1)
    configuration.rolloutSteps = 512
    configuration.batchSize = 512
    configuration.epochs = 8
    // A step is a fiftieth of a second: at 0.99 nothing counts that is two seconds away, and a walker falls later.
    configuration.discount = 0.995
    configuration.initialLogDeviation = -0.7
    configuration.normalizesObservations = true
    configuration.normalizesRewards = true
    return Preset(
      "BipedalWalker-v3", configuration,
      TrainingPlan(steps: 5_000_000, environments: 32, evaluationInterval: 500_000, evaluationEpisodes: 20))
  }
}
