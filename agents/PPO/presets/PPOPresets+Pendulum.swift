import Training

extension PPOPresets {
  static var pendulum: Preset<PPOConfiguration> {
    var configuration = PPOConfiguration()
    configuration.learningRate = .linear(from: 1e-3, to: 1e-5, fraction: 1)
    configuration.rolloutSteps = 128
    configuration.batchSize = 256
    // The effect of a push on the swing is over in a second or so.
    configuration.discount = 0.95
    configuration.normalizesRewards = true
    return Preset(
      "Pendulum-v1", configuration,
      TrainingPlan(steps: 400_000, environments: 16, evaluationInterval: 100_000, evaluationEpisodes: 20))
  }
}
