import Files
import NeuralNet
import Simulation
import Training

/// The part of PPO that learns: the parameters, their optimizer, and the updates by a rollout.
struct PPOLearner: Sendable {
  private let configuration: PPOConfiguration
  private let network: ActorCritic
  private let head: any ActionHead
  private let objective: ShardedObjective
  private let team: WorkTeam
  private let sequencesPerShard: Int
  private let sequencesPerBatch: Int
  private var optimizer: Adam
  /// The parameters of actor and critic.
  private(set) var parameters: Parameters
  /// The number of minibatches learned from.
  private(set) var updateCount = 0
  private(set) var statistics = PPOStatistics()
  /// The reason that learning has diverged; `nil` if it has not.
  private(set) var divergence: String?

  /// The number of rows from which on a shard is worth a thread's while.
  private static let rowsPerShard = 64
  /// The largest number of shards.
  private static let mostShards = 4

  init(
    _ network: ActorCritic, in task: EncodedTask, configuration: PPOConfiguration, threads: Int,
    using generator: inout RandomGenerator
  ) {
    self.configuration = configuration
    self.network = network
    head = task.head
    team = WorkTeam(threads: threads)
    parameters = network.makeParameters(using: &generator)
    optimizer = Adam(for: parameters, epsilon: 1e-5)
    let length = configuration.memorySize > 0 ? configuration.sequenceLength : 1
    sequencesPerBatch = max(1, configuration.batchSize / length)
    let shards = min(max(configuration.batchSize / Self.rowsPerShard, 1), Self.mostShards, sequencesPerBatch)
    sequencesPerShard = (sequencesPerBatch + shards - 1) / shards
    let loss = PPOLoss(
      network: network, head: task.head, valueWeight: Float(configuration.valueWeight),
      clipsValues: configuration.valueClipRange > 0)
    let isMasked = task.specification.maskSize > 0 && task.head is CategoricalHead
    objective = ShardedObjective(shards: shards, by: team) { weights, inputs in
      let (loss, report) = loss(
        weights, PPOLoss.Steps(inputs, sequenceLength: length, isMasked: isMasked))
      return (loss, report)
    }
  }

  /// The parameters of the actor alone.
  var policyParameters: Parameters { parameters.part(named: ActorCritic.policyName) }

  /// The number of steps of a sequence.
  var sequenceLength: Int { configuration.memorySize > 0 ? configuration.sequenceLength : 1 }

  /// Learns from a rollout.
  ///
  /// - Parameters:
  ///   - rollout: The rollout, which is full.
  ///   - encoder: The encoder of observations.
  ///   - normalizer: The normalizer by which the policy saw them; `nil` for none.
  ///   - progress: The progress of the training, from 0 to 1.
  ///   - generator: The source of the order of steps.
  mutating func learn(
    from rollout: Rollout, by encoder: ObservationEncoder, _ normalizer: ObservationNormalizer?,
    at progress: Double,
    using generator: inout RandomGenerator
  ) {
    let reader = RolloutReader(
      rollout, by: encoder, normalizer, sequenceLength: sequenceLength, in: parameters.pool)
    let estimates = estimates(of: rollout, reader)
    let advantages = Advantages(
      rewards: rollout.rewards, values: estimates.values, endings: estimates.endings, last: estimates.last,
      discount: Float(configuration.discount), decay: Float(configuration.traceDecay))
    statistics.update(explainedVariance: advantages.explainedVariance)
    var sequences = Array(0..<reader.sequenceCount)
    for _ in 0..<configuration.epochs {
      generator.shuffle(&sequences)
      for start in stride(from: 0, to: sequences.count, by: sequencesPerBatch) {
        let batch = sequences[start..<min(start + sequencesPerBatch, sequences.count)]
        let samples = samples(batch, reader, estimates, advantages, at: progress)
        guard update(on: samples, at: progress) else { return }
      }
    }
  }

  /// Makes one step; returns false if the updates by this rollout are to end before it.
  private mutating func update(on samples: Samples, at progress: Double) -> Bool {
    let result = objective.valueAndGradient(at: parameters) { samples.inputs(ofShard: $0) }
    let report = PPOLoss.Report(result.auxiliary)
    let limit = configuration.divergenceLimit
    guard limit == 0 || Double(report.divergence) <= 1.5 * limit else { return false }
    let step = optimizer.step(
      &parameters, along: result.gradients, of: result.loss, rate: configuration.learningRate.value(at: progress),
      normLimit: configuration.gradientNormLimit)
    updateCount += 1
    divergence = step.divergence
    guard divergence == nil else { return false }
    statistics.update(report, gradientNorm: step.norm)
    return true
  }
}

// MARK: - Estimates before the updates

extension PPOLearner {
  /// The old policy's and value's estimates of a rollout.
  private struct Estimates: Sendable {
    /// log π(a | s) of each step.
    var logLikelihoods: [Float]
    /// V of each step's observation.
    var values: [Float]
    /// V of the final observation of each episode that was truncated, 0 where one was terminated.
    var endings: [Float?]
    /// V of the observations behind the last step.
    var last: [Float]
  }

  // By the shapes of the updates' shards: the same products give the same numbers, and the first ratios are 1.
  private func estimates(of rollout: Rollout, _ reader: RolloutReader) -> Estimates {
    let (count, size) = (reader.sequenceCount, sequencesPerShard)
    let weights = parameters.constants
    let parts = team.map((count + size - 1) / size) { [network, head] part in
      let sequences = (part * size..<(part + 1) * size).map { $0 < count ? $0 : -1 }
      let rows = reader.rows(of: sequences[...])
      var (outputs, values) = network(reader.sequences(rows), weights)
      if let penalties = reader.penalties(rows) { outputs = outputs + penalties }
      let likelihoods = head.logLikelihood(of: reader.targets(rows), given: outputs)
      return (rows: rows, likelihoods: likelihoods.values, values: values.values)
    }
    let zeros = [Float](repeating: 0, count: rollout.count)
    var estimates = Estimates(
      logLikelihoods: zeros, values: zeros, endings: rollout.statuses.map { $0 == .terminated ? 0 : nil },
      last: values(rollout.count..<rollout.count + rollout.environmentCount, reader, truncated: false))
    for part in parts {
      for (index, row) in part.rows.enumerated() where row >= 0 {
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

// MARK: - Minibatches

extension PPOLearner {
  /// A minibatch, of which each shard's inputs are made where they are used.
  private struct Samples: Sendable {
    let shards: [[Int]]
    let reader: RolloutReader
    let estimates: Estimates
    let advantages: Advantages
    /// The mean and the deviation of the minibatch's advantages.
    let center: (mean: Float, deviation: Float)
    let weight: Float
    let coefficients: PPOLoss.Coefficients
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
        weights: weights, coefficients: coefficients.tensor(in: pool), penalties: reader.penalties(rows)
      ).tensors
    }
  }

  private func samples(
    _ sequences: ArraySlice<Int>, _ reader: RolloutReader, _ estimates: Estimates, _ advantages: Advantages,
    at progress: Double
  ) -> Samples {
    let missing = objective.count * sequencesPerShard - sequences.count
    let padded = Array(sequences) + Array(repeating: -1, count: missing)
    let shards = (0..<objective.count).map { shard in
      reader.rows(of: padded[shard * sequencesPerShard..<(shard + 1) * sequencesPerShard])
    }
    let values = shards.joined().lazy.filter { $0 >= 0 }.map { advantages.values[$0] }
    let count = values.reduce(0) { count, _ in count + 1 }
    return Samples(
      shards: shards, reader: reader, estimates: estimates, advantages: advantages,
      center: configuration.normalizesAdvantages ? Self.center(of: values, count: count) : (0, 1),
      weight: 1 / Float(count),
      coefficients: PPOLoss.Coefficients(
        clipRange: Float(configuration.clipRange.value(at: progress)),
        valueClipRange: Float(configuration.valueClipRange),
        entropyWeight: Float(configuration.entropyWeight.value(at: progress))),
      pool: parameters.pool)
  }

  /// The mean of some numbers and their sample deviation, as PyTorch's `std`; nothing to divide by for one number alone.
  private static func center(of numbers: some Sequence<Float>, count: Int) -> (mean: Float, deviation: Float) {
    guard count > 1 else { return (0, 1) }
    let mean = numbers.reduce(0) { $0 + Double($1) } / Double(count)
    let squares = numbers.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    return (Float(mean), Float((squares / Double(count - 1)).squareRoot() + 1e-8))
  }
}

extension PPOLearner: Checkpointable {
  mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.exchange("updates", count: &updateCount)
    try scope.exchange("parameters", &parameters)
    try scope.exchange("optimizer", &optimizer)
    try scope.exchange("statistics", json: &statistics)
  }
}
