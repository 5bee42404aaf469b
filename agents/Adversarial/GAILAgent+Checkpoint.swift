import Training

extension GAILAgent {
  /// Exchanges DQN's state, and the discriminator with its optimizer's state and the learner's own pairs; the
  /// demonstrations must be the same.
  public mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.version(1)
    var pairs = judge.expert.count
    try scope.exchange("demonstrated_pairs", count: &pairs)
    guard pairs == judge.expert.count else {
      throw CheckpointError(
        "It imitates \(pairs) steps, but the demonstrations have \(judge.expert.count); go on with those of the run "
          + "that wrote it.")
    }
    try scope.exchange("dqn", &dqn)
    try scope.exchange("discriminator", &judge)
    guard scope.isReading else { return }
    try judge.experience.check(
      dqn.task.encoder, actionCount: dqn.network.architecture.actionCount, "discriminator/experience", in: scope)
    steps = dqn.steps
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
