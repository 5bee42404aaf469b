import Training

extension PPOPresets {
  static var cartPole: Preset<PPOConfiguration> {
    var configuration = PPOConfiguration()
    configuration.learningRate = .linear(from: 1e-3, to: 1e-6, fraction: 1)
    configuration.rolloutSteps = 32
    configuration.batchSize = 256
    configuration.epochs = 20
    configuration.discount = 0.98
    configuration.traceDecay = 0.8
    configuration.clipRange = .linear(from: 0.2, to: 1e-4, fraction: 1)
    return Preset("CartPole-v1", configuration, TrainingPlan(steps: 100_000, evaluationInterval: 20_000))
  }
}
