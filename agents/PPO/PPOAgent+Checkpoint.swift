import Training

extension PPOAgent {
  /// Exchanges what learns, the statistics, the rollout so far, and the memory's states.
  public mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.version(2)
    try scope.exchange("learner", &learner)
    try scope.exchange("observation_statistics", &observationNormalizer)
    try scope.exchange("reward_statistics", &rewardNormalizer)
    try scope.exchange("rollout", &rollout)
    try scope.exchange("noise", &actor.noise)
    guard scope.isReading else { return }
    let noise = actor.noise
    actor = makeActor()
    (actor.states, actor.noise) = (rollout.nextStates, noise)
  }
}
