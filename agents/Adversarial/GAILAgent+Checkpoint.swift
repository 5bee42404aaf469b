import Training

extension GAILAgent {
  /// Exchanges DQN's state, and the discriminator with its optimizer's state and the learner's own pairs; the
  /// demonstrations must be the same.
  public mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.version(2)
    try scope.requireSame(judge.discriminator.encoder.normalizer, (judge.expert.count, 0))
    try scope.exchange("dqn", &dqn)
    try scope.exchange("discriminator", &judge)
    guard scope.isReading else { return }
    try judge.experience.check(
      dqn.task.specification.observationSpace, actionCount: dqn.network.architecture.actionCount,
      "discriminator/experience", in: scope)
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
