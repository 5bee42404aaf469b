import Training

extension GAILAgent {
  /// Exchanges DQN's state, and the discriminator with its optimizer's state and the learner's own pairs; the
  /// demonstrations must be the same.
  public mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.version(2)
    try scope.requireSame([judge.expert.mark])
    try scope.exchange("dqn", &dqn)
    try scope.exchange("discriminator", &judge)
    guard scope.isReading else { return }
    try scope.check(
      judge.experience.observations, in: dqn.task.specification.observationSpace,
      "discriminator/experience/observations")
    payByDiscriminator()
  }
}

extension DiscriminatorLearner: Checkpointable {
  mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.exchange("parameters", &discriminator.parameters)
    try scope.exchange("optimizer", &optimizer)
    try scope.exchange("experience", &experience)
    try scope.exchange("statistics", json: &statistics)
  }
}
