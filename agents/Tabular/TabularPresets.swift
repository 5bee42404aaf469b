import Simulation
import Training

/// Settings that are known to work; the README beside this file has the results.
enum TabularPresets {
  static func all(for target: TemporalDifferenceTarget) -> [Preset<TabularConfiguration>] {
    [
      frozenLake("FrozenLake-v1", steps: 4_000_000),
      frozenLake("FrozenLake8x8-v1", steps: 16_000_000),
      taxi, cliffWalking, slipperyCliffWalking, blackjack,
      cartPole("CartPole-v0", limit: 200), cartPole("CartPole-v1", limit: 500), mountainCar, acrobot,
    ]
  }

  private static func frozenLake(_ name: String, steps: Int) -> Preset<TabularConfiguration> {
    var configuration = TabularConfiguration()
    configuration.learningRate = .exponential(from: 0.5, to: 0.005, fraction: 1)
    configuration.epsilon = .linear(from: 1, to: 0.1, fraction: 0.5)
    return Preset(
      name, configuration,
      TrainingPlan(steps: steps, environments: 64, evaluationInterval: steps / 10, evaluationEpisodes: 2000))
  }

  private static var taxi: Preset<TabularConfiguration> {
    var configuration = TabularConfiguration()
    configuration.learningRate = .exponential(from: 0.5, to: 0.02, fraction: 1)
    configuration.epsilon = .linear(from: 1, to: 0.01, fraction: 0.8)
    return Preset(
      "Taxi-v4", configuration,
      TrainingPlan(steps: 2_000_000, environments: 64, evaluationInterval: 200_000, evaluationEpisodes: 1000))
  }

  /// The settings of Sutton and Barto's example 6.6.
  private static var cliffWalking: Preset<TabularConfiguration> {
    var configuration = TabularConfiguration()
    configuration.discount = 1
    configuration.learningRate = .constant(0.5)
    configuration.epsilon = .constant(0.1)
    return Preset(
      "CliffWalking-v1", configuration,
      TrainingPlan(steps: 200_000, environments: 1, evaluationInterval: 20_000, evaluationEpisodes: 10))
  }

  private static var slipperyCliffWalking: Preset<TabularConfiguration> {
    var configuration = TabularConfiguration()
    configuration.discount = 1
    configuration.learningRate = .exponential(from: 0.5, to: 0.005, fraction: 1)
    configuration.epsilon = .linear(from: 1, to: 0.1, fraction: 0.5)
    return Preset(
      "CliffWalkingSlippery-v1", configuration,
      TrainingPlan(steps: 4_000_000, environments: 16, evaluationInterval: 400_000, evaluationEpisodes: 1000))
  }

  private static var blackjack: Preset<TabularConfiguration> {
    var configuration = TabularConfiguration()
    configuration.discount = 1
    configuration.learningRate = .exponential(from: 0.1, to: 0.0005, fraction: 1)
    configuration.epsilon = .linear(from: 1, to: 0.1, fraction: 0.5)
    return Preset(
      "Blackjack-v1", configuration,
      TrainingPlan(steps: 10_000_000, environments: 64, evaluationInterval: 1_000_000, evaluationEpisodes: 10_000))
  }

  private static func cartPole(_ name: String, limit: Double) -> Preset<TabularConfiguration> {
    var configuration = TabularConfiguration()
    configuration.learningRate = .exponential(from: 0.3, to: 0.02, fraction: 1)
    configuration.epsilon = .exponential(from: 0.5, to: 0.01, fraction: 0.7)
    configuration.bins = [6, 8, 12, 12]
    configuration.binLow = [-2.4, -2.5, -0.21, -2.5]
    configuration.binHigh = [2.4, 2.5, 0.21, 2.5]
    return Preset(
      name, configuration,
      TrainingPlan(
        steps: 20_000_000, environments: 64, evaluationInterval: 500_000, evaluationEpisodes: 200,
        stopsAtReturn: limit))
  }

  private static var mountainCar: Preset<TabularConfiguration> {
    var configuration = TabularConfiguration()
    configuration.learningRate = .exponential(from: 0.5, to: 0.05, fraction: 1)
    configuration.epsilon = .linear(from: 0.2, to: 0.01, fraction: 0.8)
    configuration.bins = [60, 60]
    return Preset(
      "MountainCar-v0", configuration,
      TrainingPlan(steps: 20_000_000, environments: 64, evaluationInterval: 1_000_000, evaluationEpisodes: 200))
  }

  private static var acrobot: Preset<TabularConfiguration> {
    var configuration = TabularConfiguration()
    configuration.learningRate = .exponential(from: 0.3, to: 0.02, fraction: 1)
    configuration.epsilon = .linear(from: 0.2, to: 0.01, fraction: 0.8)
    configuration.bins = [5, 5, 6, 6, 7, 7]
    configuration.binLow = [-1, -1, -1, -1, -5, -8]
    configuration.binHigh = [1, 1, 1, 1, 5, 8]
    return Preset(
      "Acrobot-v1", configuration,
      TrainingPlan(steps: 20_000_000, environments: 64, evaluationInterval: 2_000_000, evaluationEpisodes: 100))
  }
}
