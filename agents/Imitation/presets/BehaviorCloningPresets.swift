import Training

/// Settings that are known to work from twenty episodes of the heuristics, unless it says otherwise; the README in the
/// folder above has the results.
enum BehaviorCloningPresets {
  static let all = [cartPole, lunarLander, lunarLanderContinuous, carRacing, bipedalWalker]

  private static var cartPole: Preset<BehaviorCloningConfiguration> {
    Preset("CartPole-v1", BehaviorCloningConfiguration(), plan(10_000))
  }

  private static var lunarLander: Preset<BehaviorCloningConfiguration> {
    Preset("LunarLander-v3", BehaviorCloningConfiguration(), plan(20_000))
  }

  private static var lunarLanderContinuous: Preset<BehaviorCloningConfiguration> {
    Preset("LunarLanderContinuous-v3", BehaviorCloningConfiguration(), plan(20_000))
  }

  private static var carRacing: Preset<BehaviorCloningConfiguration> {
    Preset("CarRacingFeatures-v0", BehaviorCloningConfiguration(), plan(20_000))
  }

  private static var bipedalWalker: Preset<BehaviorCloningConfiguration> {
    Preset("BipedalWalker-v3", BehaviorCloningConfiguration(), plan(20_000))
  }

  private static func plan(_ updates: Int) -> TrainingPlan {
    TrainingPlan(steps: updates, evaluationInterval: updates / 2, evaluationEpisodes: 20)
  }
}
