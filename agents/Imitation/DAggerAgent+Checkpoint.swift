import Simulation
import Training

extension DAggerAgent {
  /// Exchanges the learner, all data with the expert's labels, and the state of the round and the episodes.
  ///
  /// An expert's memory is not stored: the running episodes are shown to it again from their starts, and to the learner,
  /// so that both remember them. An expert that remembers something that it drew at random may go on differently.
  public mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.version(1)
    try scope.exchange("steps", count: &steps)
    try scope.exchange("round", count: &round, in: 1...1 << 53)
    try exchangeData(with: &scope)
    try exchangeNormalizer(with: &scope)
    try scope.exchange("cloner", &cloner)
    try scope.exchange("agreement", json: &agreement)
    if scope.isReading {
      let sampled = scope.count(of: "sampler/order") ?? 0
      guard sampled <= data.count else {
        throw CheckpointError(
          "Its '\(scope.path("sampler/order"))' draws from \(sampled) rows, but its data has \(data.count).")
      }
      sampler = MinibatchSampler(of: sampled)
    }
    try scope.exchange("sampler", &sampler)
    if scope.isReading { recallEpisodes() }
  }

  private mutating func exchangeData(with scope: inout CheckpointScope) throws {
    try scope.exchange("data", &data)
    try scope.exchange("labels", &labels, count: data.count)
    try data.check(task, "data", in: scope)
    try scope.check(labels, in: task.actionSpace, "labels")
    try scope.exchange("last_rows", &lastRows, in: -1..<data.count)
    try scope.exchange("is_expert_acting", &isExpertActing)
  }

  /// Exchanges the measures of observations, which are taken when the first round is over.
  private mutating func exchangeNormalizer(with scope: inout CheckpointScope) throws {
    var normalizer = cloner.input.normalizer
    try scope.exchange("normalizer", json: &normalizer)
    guard scope.isReading else { return }
    guard normalizer?.isUsable(featureCount: cloner.input.featureCount) ?? true else {
      throw CheckpointError(
        "Its '\(scope.path("normalizer"))' does not measure \(cloner.input.featureCount) features.")
    }
    cloner.normalize(by: normalizer)
  }
}
