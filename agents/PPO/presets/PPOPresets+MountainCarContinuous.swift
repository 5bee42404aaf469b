import Training

extension PPOPresets {
  static var mountainCarContinuous: Preset<PPOConfiguration> {
    var configuration = PPOConfiguration()
    configuration.learningRate = .linear(from: 5e-4, to: 1e-5, fraction: 1)
    configuration.rolloutSteps = 256
    configuration.batchSize = 256
    configuration.discount = 0.9999
    configuration.traceDecay = 0.97
    configuration.normalizesObservations = true
    configuration.normalizesRewards = true
    // White noise pushes to and fro, which costs and moves nothing; the goal is found by pushing on.
    configuration.noiseColor = 1
    return Preset(
      "MountainCarContinuous-v0", configuration,
      TrainingPlan(steps: 300_000, environments: 16, evaluationInterval: 60_000, evaluationEpisodes: 20))
  }
}
