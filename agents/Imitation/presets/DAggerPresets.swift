import Training

/// Settings that are known to work with the heuristics as experts; the README in the folder above has the results.
enum DAggerPresets {
  static let all = [cartPole, lunarLander, lunarLanderContinuous, carRacing, bipedalWalker]

  private static var cartPole: Preset<DAggerConfiguration> {
    Preset("CartPole-v1", DAggerConfiguration(), plan(5_000))
  }

  private static var lunarLander: Preset<DAggerConfiguration> {
    Preset("LunarLander-v3", DAggerConfiguration(), plan(20_000))
  }

  private static var lunarLanderContinuous: Preset<DAggerConfiguration> {
    Preset("LunarLanderContinuous-v3", DAggerConfiguration(), plan(20_000))
  }

  private static var carRacing: Preset<DAggerConfiguration> {
    Preset("CarRacingFeatures-v0", DAggerConfiguration(), plan(20_000))
  }

  private static var bipedalWalker: Preset<DAggerConfiguration> {
    Preset("BipedalWalker-v3", DAggerConfiguration(), plan(50_000))
  }

  private static func plan(_ steps: Int) -> TrainingPlan {
    TrainingPlan(steps: steps, environments: 4, evaluationInterval: steps / 5, evaluationEpisodes: 20)
  }
}
