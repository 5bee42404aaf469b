import Training

/// Acrobot and MountainCar, which pay -1 a step until they are done: nothing is learned of the goal before it was reached.
extension PPOPresets {
  static var acrobot: Preset<PPOConfiguration> {
    Preset(
      "Acrobot-v1", sparse,
      TrainingPlan(steps: 600_000, environments: 16, evaluationInterval: 100_000, evaluationEpisodes: 20))
  }

  static var mountainCar: Preset<PPOConfiguration> {
    var configuration = sparse
    configuration.entropyWeight = .linear(from: 0.05, to: 1e-4, fraction: 1)
    return Preset(
      "MountainCar-v0", configuration,
      TrainingPlan(steps: 1_000_000, environments: 16, evaluationInterval: 100_000, evaluationEpisodes: 20))
  }

  private static var sparse: PPOConfiguration {
    var configuration = PPOConfiguration()
    configuration.learningRate = .linear(from: 1e-3, to: 1e-5, fraction: 1)
    configuration.rolloutSteps = 256
    configuration.batchSize = 512
    configuration.epochs = 10
    configuration.discount = 0.999
    configuration.traceDecay = 0.97
    configuration.clipRange = .linear(from: 0.2, to: 0.02, fraction: 1)
    configuration.normalizesObservations = true
    configuration.normalizesRewards = true
    return configuration
  }
}
