import Files
import NeuralNet
import Simulation
import Training

/// The part of PPO that learns: the parameters, their optimizer, and the updates by a rollout.
struct PPOLearner: Sendable {
  let configuration: PPOConfiguration
  let network: ActorCritic
  let head: any ActionHead
  let objective: ShardedObjective
  let team: WorkTeam
  let sequencesPerShard: Int
  private let sequencesPerBatch: Int
  private var optimizer: Adam
  /// The parameters of actor and critic.
  private(set) var parameters: Parameters
  /// The number of minibatches learned from.
  private(set) var updateCount = 0
  private(set) var statistics = PPOStatistics()
  private var stepSize = AdaptiveStepSize()
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
    let length = configuration.stepsPerSequence
    sequencesPerBatch = max(1, configuration.batchSize / length)
    let shards = min(max(configuration.batchSize / Self.rowsPerShard, 1), Self.mostShards, sequencesPerBatch)
    sequencesPerShard = (sequencesPerBatch + shards - 1) / shards
    let loss = PPOLoss(
      network: network, head: task.head, valueWeight: Float(configuration.valueWeight),
      clipsValues: configuration.valueClipRange > 0)
    let isMasked = task.specification.maskSize > 0 && task.head is CategoricalHead
    let isShifted = configuration.meanDisturbance > 0
    objective = ShardedObjective(shards: shards, by: team) { weights, inputs in
      let (loss, report) = loss(
        weights, PPOLoss.Steps(inputs, sequenceLength: length, isMasked: isMasked, isShifted: isShifted))
      return (loss, report)
    }
  }

  /// The step size at a progress of the training.
  func rate(at progress: Double) -> Double { configuration.learningRate.value(at: progress) * stepSize.factor }

  /// The parameters of the actor alone.
  var policyParameters: Parameters { parameters.part(named: ActorCritic.policyName) }

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
      rollout, by: encoder, normalizer, sequenceLength: configuration.stepsPerSequence, in: parameters.pool)
    var sequences = Array(0..<reader.sequenceCount)
    generator.shuffle(&sequences)
    var batches = batches(of: sequences, reader)
    // As the first pass will see the steps: the first ratios are then exactly 1, also where a kernel adds the numbers of a
    // row in another order by its place in a batch.
    let estimates = estimates(of: rollout, reader, in: batches.flatMap(\.self))
    let advantages = Advantages(
      rewards: rollout.rewards, values: estimates.values, endings: estimates.endings, last: estimates.last,
      discount: Float(configuration.discount), decay: Float(configuration.traceDecay))
    statistics.update(explainedVariance: advantages.explainedVariance)
    for pass in 0..<configuration.epochs {
      if pass > 0 {
        generator.shuffle(&sequences)
        batches = self.batches(of: sequences, reader)
      }
      for shards in batches {
        let minibatch = minibatch(of: shards, reader, estimates, advantages, at: progress, using: &generator)
        guard update(on: minibatch, at: progress) else { return }
      }
    }
  }

  /// The rows of each shard of each minibatch of a pass over some sequences.
  private func batches(of sequences: [Int], _ reader: RolloutReader) -> [[[Int]]] {
    stride(from: 0, to: sequences.count, by: sequencesPerBatch).map { start in
      let batch = sequences[start..<min(start + sequencesPerBatch, sequences.count)]
      let padded = batch + Array(repeating: -1, count: objective.count * sequencesPerShard - batch.count)
      return (0..<objective.count).map { shard in
        reader.rows(of: padded.dropFirst(shard * sequencesPerShard).prefix(sequencesPerShard))
      }
    }
  }

  /// Makes one step; returns false if the updates by this rollout are to end before it.
  private mutating func update(on minibatch: Minibatch, at progress: Double) -> Bool {
    let result = objective.valueAndGradient(at: parameters) { minibatch.inputs(ofShard: $0) }
    let report = PPOLoss.Report(result.auxiliary)
    let limit = configuration.divergenceLimit
    guard limit == 0 || Double(report.divergence) <= 1.5 * limit else { return false }
    let step = optimizer.step(
      &parameters, along: result.gradients, of: result.loss, rate: rate(at: progress),
      normLimit: configuration.gradientNormLimit)
    updateCount += 1
    divergence = step.divergence
    guard divergence == nil else { return false }
    if configuration.divergenceTarget > 0 {
      stepSize.adapt(
        to: Double(report.divergence), target: configuration.divergenceTarget,
        scheduled: configuration.learningRate.value(at: progress))
    }
    statistics.update(report, gradientNorm: step.norm)
    return true
  }
}

extension PPOLearner: Checkpointable {
  mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.exchange("updates", count: &updateCount)
    try scope.exchange("parameters", &parameters)
    try scope.exchange("optimizer", &optimizer)
    try scope.exchange("statistics", json: &statistics)
    try scope.exchange("step_size", json: &stepSize)
    guard stepSize.isUsable else {
      throw CheckpointError("Its metadata has no usable '\(scope.path("step_size"))'.")
    }
  }
}
