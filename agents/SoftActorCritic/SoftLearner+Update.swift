import NeuralNet
import Simulation

extension SoftLearner {
  /// Learns from some batches.
  mutating func learn(fromBatches count: Int, at progress: Double, using generator: inout RandomGenerator) {
    for index in 0..<count where divergence == nil {
      let newest = ReplayRecency(configuration.recency).count(
        of: replay.count, update: index, of: count, least: 10 * configuration.batchSize)
      replay.sample(count: configuration.batchSize, amongNewest: newest, into: &batch, using: &generator)
      update(at: progress, using: &generator)
    }
  }

  /// Makes an update by the batch.
  mutating func update(at progress: Double, using generator: inout RandomGenerator) {
    let rate = configuration.learningRate.value(at: progress)
    let observations = features(of: batch.observations)
    let alpha = temperature.value
    let targets = targets(temperature: alpha, using: &generator)
    let (loss, gradients) = criticObjective.valueAndGradient(
      at: critic, [.concatenate([observations, actions()], along: 1), targets])
    updateCount += 1
    let criticRate = configuration.criticLearningRate > 0 ? configuration.criticLearningRate : rate
    let step = criticOptimizer.step(
      &critic, along: gradients, of: loss, named: "the critics' loss", rate: criticRate)
    divergence = step.divergence
    guard divergence == nil else { return }
    statistics.update(criticLoss: loss, temperature: alpha)
    if updateCount % configuration.policyDelay == 0 {
      improve(observations, temperature: alpha, rate: rate, using: &generator)
    }
    target.move(towards: critic, rate: Float(configuration.targetUpdateRate))
  }

  /// Improves the actor, and moves the temperature.
  private mutating func improve(
    _ observations: Tensor, temperature alpha: Float, rate: Double, using generator: inout RandomGenerator
  ) {
    let (loss, gradients) = actorObjective.valueAndGradient(
      at: actor,
      [observations, noise(using: &generator), Tensor([alpha], shape: [1])] + critic.constants.all)
    let likelihood = actorObjective.auxiliary[0].item
    let step = actorOptimizer.step(&actor, along: gradients, of: loss, named: "the actor's loss", rate: rate)
    divergence = step.divergence
    guard divergence == nil else { return }
    temperature.update(meanLogLikelihood: likelihood, rate: rate)
    let averagingRate = Float(1 - configuration.policyAveraging)
    average?.move(towards: actor, rate: averagingRate)
    statistics.update(actorLoss: loss, entropy: -likelihood)
  }

  /// r + γ (Q̂(s′, a′) − α log π(a′ | s′)): of the least critic, or all quantiles but the largest ones.
  func targets(temperature alpha: Float, using generator: inout RandomGenerator) -> Tensor {
    let next = features(of: batch.nextObservations)
    let (actions, likelihoods) = Self.sample(policy(next, actor.constants), noise(using: &generator), head)
    let values = critics(.concatenate([next, actions], along: 1), target.constants)
    let rows = values.shape[0]
    let estimates =
      critics.quantileCount > 1
      ? truncated(values) : Self.least(values.reshaped(to: [rows, critics.count])).reshaped(to: [rows, 1])
    let following = estimates - (likelihoods * alpha).reshaped(to: [rows, 1])
    let targets =
      Tensor(batch.returns, shape: [rows, 1], in: critic.pool)
      + Tensor(batch.discounts, shape: [rows, 1], in: critic.pool) * following
    return critics.quantileCount > 1 ? targets : targets.broadcast(to: [rows, critics.count])
  }

  /// All critics' quantiles of each row, in order, without the largest ones: Kuznetsov and others (2020).
  private func truncated(_ values: Tensor) -> Tensor {
    let (rows, count) = (values.shape[0], values.shape[1] * values.shape[2])
    let kept = max(1, count - configuration.droppedQuantiles * critics.count)
    var sorted = [Float](repeating: 0, count: count)
    return Tensor(shape: [rows, kept], in: critic.pool) { span in
      values.withValues { values in
        for row in 0..<rows {
          for place in 0..<count { sorted[place] = values[row * count + place] }
          sorted.sort()
          for place in 0..<kept { span[row * kept + place] = sorted[place] }
        }
      }
    }
  }

  private func noise(using generator: inout RandomGenerator) -> Tensor {
    .standardNormal([batch.count, head.actionSize], in: critic.pool, using: &generator)
  }

  private func features(of observations: RowBuffer) -> Tensor {
    Tensor(shape: Shape([observations.count] + task.encoder.shape), in: critic.pool) { span in
      task.encoder.encode(observations, into: &span)
    }
  }

  private func actions() -> Tensor {
    Tensor(shape: [batch.count, head.actionSize], in: critic.pool) { span in
      head.writeFeatures(of: batch.actions, rows: 0..<batch.count, into: &span)
    }
  }
}
