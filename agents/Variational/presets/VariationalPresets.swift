import Training

/// Settings that are known to work from twenty episodes of the heuristics; the README in the folder above has the results.
enum VariationalPresets {
  static let all = [
    preset("CartPole-v1", 10_000), preset("LunarLander-v3", 20_000), preset("LunarLanderContinuous-v3", 20_000),
  ]

  private static func preset(_ name: String, _ updates: Int) -> Preset<VariationalConfiguration> {
    Preset(
      name, VariationalConfiguration(),
      TrainingPlan(steps: updates, evaluationInterval: updates / 2, evaluationEpisodes: 20))
  }
}
