import Training

/// Settings of RL² that are known to work; the README beside has the results.
enum RL2Presets {
  static let all = [bandit]

  /// The defaults: PPO's, but for a memory, shorter traces, and what many short trials ask for.
  static var base: PPOConfiguration {
    var configuration = PPOConfiguration()
    configuration.memorySize = 64
    configuration.hiddenSizes = [64]
    configuration.sequenceLength = 64
    configuration.rolloutSteps = 256
    configuration.batchSize = 2048
    configuration.epochs = 4
    configuration.learningRate = .linear(from: 1e-3, to: 1e-5, fraction: 1)
    configuration.traceDecay = 0.3
    configuration.entropyWeight = .constant(0.01)
    return configuration
  }

  /// Ten pulls of five arms: a trial is an episode.
  static var bandit: Preset<PPOConfiguration> {
    var configuration = base
    configuration.sequenceLength = 10
    configuration.rolloutSteps = 20
    configuration.batchSize = 1000
    configuration.learningRate = .linear(from: 2e-3, to: 1e-5, fraction: 1)
    configuration.entropyWeight = .linear(from: 0.02, to: 0, fraction: 1)
    // Every pull counts the same.
    configuration.discount = 1
    return Preset(
      "Bandit-v0", configuration,
      TrainingPlan(steps: 3_000_000, environments: 256, evaluationInterval: 500_000, evaluationEpisodes: 1000),
      wrappers: ["episodesPerTrial=1"])
  }
}
