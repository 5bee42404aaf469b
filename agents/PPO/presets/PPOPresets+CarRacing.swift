import Training

extension PPOPresets {
  /// Pictures, one for eight steps of the car, which are small and grey and come in fours.
  static var carRacing: Preset<PPOConfiguration> {
    var configuration = PPOConfiguration()
    configuration.learningRate = .linear(from: 5e-4, to: 1e-5, fraction: 1)
    configuration.rolloutSteps = 32
    configuration.batchSize = 128
    configuration.epochs = 4
    // A decision is eight steps: at 0.97 what counts is the next bend or two.
    configuration.discount = 0.97
    configuration.divergenceLimit = 0.03
    configuration.initialLogDeviation = -1
    configuration.hiddenSizes = [256]
    configuration.activation = .relu
    configuration.normalizesRewards = true
    return Preset(
      "CarRacing-v3", configuration,
      TrainingPlan(steps: 400_000, environments: 16, evaluationInterval: 100_000, evaluationEpisodes: 20),
      // A car that has left its road learns nothing more.
      wrappers: ["patience=100", "actionRepeat=8", "grayscale", "resize=48", "frameStack=4"])
  }
}
