import NeuralNet
import Simulation

/// The estimates of a rollout's steps by the policy and the value that it was made with.
struct RolloutEstimates: Sendable {
  /// log π(a | s) of each step.
  var logLikelihoods: [Float]
  /// V of each step's observation.
  var values: [Float]
  /// V of the final observation of each episode that was truncated, 0 where one was terminated.
  var endings: [Float?]
  /// V of the observations behind the last step.
  var last: [Float]
}

extension PPOLearner {
  /// Estimates a rollout's steps, whose rows some shards name.
  func estimates(of rollout: Rollout, _ reader: RolloutReader, in shards: [[Int]]) -> RolloutEstimates {
    let weights = parameters.constants
    let parts = team.map(shards.count) { [network, head] shard in
      let rows = shards[shard]
      var (outputs, values) = network(reader.sequences(rows), weights)
      if let penalties = reader.penalties(rows) { outputs = outputs + penalties }
      let likelihoods = head.logLikelihood(of: reader.targets(rows), given: outputs)
      return (likelihoods: likelihoods.values, values: values.values)
    }
    let zeros = [Float](repeating: 0, count: rollout.count)
    var estimates = RolloutEstimates(
      logLikelihoods: zeros, values: zeros, endings: rollout.statuses.map { $0 == .terminated ? 0 : nil },
      last: values(rollout.count..<rollout.count + rollout.environmentCount, reader, truncated: false))
    for (rows, part) in zip(shards, parts) {
      for (index, row) in rows.enumerated() where row >= 0 {
        estimates.logLikelihoods[row] = part.likelihoods[index]
        estimates.values[row] = part.values[index]
      }
    }
    let truncated = values(0..<rollout.truncated.count, reader, truncated: true)
    for (step, value) in zip(rollout.truncatedSteps, truncated) { estimates.endings[step] = value }
    return estimates
  }

  /// V of observations that an episode's end or the rollout's led to.
  private func values(_ rows: Range<Int>, _ reader: RolloutReader, truncated: Bool) -> [Float] {
    let (weights, most) = (parameters.constants, 256)
    let starts = Array(stride(from: rows.lowerBound, to: rows.upperBound, by: most))
    return team.map(starts.count) { [network] part in
      let rows = starts[part]..<min(starts[part] + most, rows.upperBound)
      return network(reader.final(rows, truncated: truncated), weights).values.values
    }.flatMap(\.self)
  }
}
