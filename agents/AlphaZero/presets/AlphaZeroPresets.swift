import Training

/// Settings that are known to work; the README in the folder above has the results.
enum AlphaZeroPresets {
  static let all = [ticTacToe, fourInARow]

  private static var ticTacToe: Preset<AlphaZeroConfiguration> {
    var configuration = AlphaZeroConfiguration()
    configuration.channels = 16
    configuration.simulations = 16
    configuration.replayCapacity = 10_000
    configuration.batchSize = 64
    return Preset(
      "TicTacToe-v0", configuration,
      TrainingPlan(steps: 1000, environments: 1, evaluationInterval: 500, evaluationEpisodes: 100))
  }

  private static var fourInARow: Preset<AlphaZeroConfiguration> {
    var configuration = AlphaZeroConfiguration()
    configuration.learningRate = .linear(from: 2e-3, to: 1e-4, fraction: 1)
    return Preset(
      "FourInARow-v0", configuration,
      TrainingPlan(steps: 20_000, environments: 1, evaluationInterval: 1000, evaluationEpisodes: 100))
  }
}
