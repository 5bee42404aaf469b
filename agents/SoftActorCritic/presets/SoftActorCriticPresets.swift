import Training

/// Settings that are known to work; the README in the folder above has the results.
enum SoftActorCriticPresets {
  static let sac = [pendulum]
  static let tqc = [bipedalWalker]

  private static var pendulum: Preset<SoftActorCriticConfiguration> {
    var configuration = SoftActorCriticConfiguration()
    configuration.learningRate = .constant(1e-3)
    return Preset(
      "Pendulum-v1", configuration,
      TrainingPlan(steps: 20_000, environments: 1, evaluationInterval: 5_000, evaluationEpisodes: 20))
  }
}
