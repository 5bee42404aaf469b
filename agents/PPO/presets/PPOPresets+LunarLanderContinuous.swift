import Training

extension PPOPresets {
  static var lunarLanderContinuous: Preset<PPOConfiguration> {
    var configuration = PPOConfiguration()
    configuration.learningRate = .linear(from: 1e-3, to: 1e-5, fraction: 1)
    configuration.rolloutSteps = 512
    configuration.batchSize = 256
    configuration.epochs = 8
    configuration.discount = 0.999
    configuration.traceDecay = 0.98
    configuration.entropyWeight = .constant(0.003)
    configuration.normalizesObservations = true
    configuration.normalizesRewards = true
    return Preset(
      "LunarLanderContinuous-v3", configuration,
      TrainingPlan(steps: 1_000_000, environments: 16, evaluationInterval: 100_000, evaluationEpisodes: 20))
  }
}
