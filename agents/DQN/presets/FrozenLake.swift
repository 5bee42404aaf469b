import Training

extension DQNPresets {
  static var frozenLake: Preset<DQNConfiguration> {
    var configuration = DQNConfiguration()
    configuration.learningRate = .linear(from: 1e-3, to: 1e-5, fraction: 1)
    configuration.batchSize = 128
    configuration.trainingInterval = 8
    configuration.targetUpdateInterval = 1000
    configuration.epsilon = .linear(from: 1, to: 0.1, fraction: 0.5)
    return Preset(
      "FrozenLake-v1", configuration,
      TrainingPlan(steps: 300_000, environments: 8, evaluationInterval: 30_000, evaluationEpisodes: 500))
  }
}
