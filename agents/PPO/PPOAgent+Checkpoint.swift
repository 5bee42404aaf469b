import Training

extension PPOAgent {
  /// Exchanges what learns, the statistics, the rollout so far, and the memory's states.
  public mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.version(1)
    try scope.exchange("learner", &learner)
    try scope.exchange("observation_statistics", &observationNormalizer)
    try scope.exchange("reward_statistics", &rewardNormalizer)
    try scope.exchange("rollout", &rollout)
    guard scope.isReading else { return }
    actor = makeActor()
    actor.states = rollout.nextStates
  }
}
