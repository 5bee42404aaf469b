import NeuralNet
import Simulation

/// A minibatch, of which each shard's inputs are made where they are used.
struct Minibatch: Sendable {
  let shards: [[Int]]
  let reader: RolloutReader
  let estimates: RolloutEstimates
  let advantages: Advantages
  /// The mean and the deviation of the minibatch's advantages.
  let center: (mean: Float, deviation: Float)
  let weight: Float
  let coefficients: PPOLoss.Coefficients
  /// The shifts of each shard's outputs; `nil` for none.
  let shifts: [Tensor]?
  let pool: MemoryPool?

  func inputs(ofShard shard: Int) -> [Tensor] {
    let rows = shards[shard]
    let normalized = Tensor(shape: [rows.count], in: pool) { span in
      for (index, row) in rows.enumerated() {
        span[index] = row < 0 ? 0 : (advantages.values[row] - center.mean) / center.deviation
      }
    }
    let weights = Tensor(shape: [rows.count], in: pool) { span in
      for (index, row) in rows.enumerated() { span[index] = row < 0 ? 0 : weight }
    }
    return PPOLoss.Steps(
      sequences: reader.sequences(rows), targets: reader.targets(rows),
      logLikelihoods: reader.column(rows, of: estimates.logLikelihoods), advantages: normalized,
      returns: reader.column(rows, of: advantages.returns), values: reader.column(rows, of: estimates.values),
      weights: weights, coefficients: coefficients.tensor(in: pool), penalties: reader.penalties(rows),
      shifts: shifts?[shard]
    ).tensors
  }
}

extension PPOLearner {
  /// Makes a minibatch of the rows of some shards.
  func minibatch(
    of shards: [[Int]], _ reader: RolloutReader, _ estimates: RolloutEstimates, _ advantages: Advantages,
    at progress: Double, using generator: inout RandomGenerator
  ) -> Minibatch {
    let values = shards.joined().lazy.filter { $0 >= 0 }.map { advantages.values[$0] }
    let count = values.reduce(0) { count, _ in count + 1 }
    return Minibatch(
      shards: shards, reader: reader, estimates: estimates, advantages: advantages,
      center: configuration.normalizesAdvantages ? Self.center(of: values, count: count) : (0, 1),
      weight: 1 / Float(count),
      coefficients: PPOLoss.Coefficients(
        clipRange: Float(configuration.clipRange.value(at: progress)),
        valueClipRange: Float(configuration.valueClipRange),
        entropyWeight: Float(configuration.entropyWeight.value(at: progress))),
      shifts: configuration.meanDisturbance > 0
        ? shards.map { shifts(rows: $0.count, using: &generator) } : nil,
      pool: parameters.pool)
  }

  /// Uniform numbers for the means, the first outputs of each row, and nothing for the rest: Rahman and Xue (2023), "Robust
  /// policy optimization in deep reinforcement learning".
  private func shifts(rows: Int, using generator: inout RandomGenerator) -> Tensor {
    let width = configuration.meanDisturbance
    return Tensor(shape: [rows, head.outputCount], in: parameters.pool) { span in
      for index in span.indices {
        span[index] = index % head.outputCount < head.actionSize ? Float(generator.uniform(-width, width)) : 0
      }
    }
  }

  /// The mean of some numbers and their sample deviation, as PyTorch's `std`; nothing to divide by for one number alone.
  private static func center(of numbers: some Sequence<Float>, count: Int) -> (mean: Float, deviation: Float) {
    guard count > 1 else { return (0, 1) }
    let mean = numbers.reduce(0) { $0 + Double($1) } / Double(count)
    let squares = numbers.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    return (Float(mean), Float((squares / Double(count - 1)).squareRoot() + 1e-8))
  }
}
