import NeuralNet
import Simulation

extension SoftLearner {
  /// Learns from some batches.
  mutating func learn(fromBatches count: Int, at progress: Double, using generator: inout RandomGenerator) {
    for index in 0..<count where divergence == nil {
      let newest = ReplayRecency(configuration.recency).count(
        of: replay.count, update: index, of: count, least: Self.leastBatches * configuration.batchSize)
      replay.sample(count: configuration.batchSize, amongNewest: newest, into: &batch, using: &generator)
      update(at: progress, using: &generator)
    }
  }

  /// The number of batches that the newest part of the replay has at least, however strong the emphasis of it.
  private static let leastBatches = 20

  /// Makes an update by the batch.
  mutating func update(at progress: Double, using generator: inout RandomGenerator) {
    let rate = configuration.learningRate.value(at: progress)
    let observations = features(of: batch.observations)
    let alpha = temperature.value
    let (loss, gradients) = criticObjective.valueAndGradient(
      at: critic, criticInputs(observations, temperature: alpha, using: &generator))
    updateCount += 1
    let criticRate = configuration.criticLearningRate > 0 ? configuration.criticLearningRate : rate
    let step = criticOptimizer.step(
      &critic, along: gradients, of: loss, named: "the critics' loss", rate: criticRate)
    divergence = step.divergence
    guard divergence == nil else { return }
    criticObjective.apply(to: &critic)
    statistics.update(criticLoss: loss, temperature: alpha)
    if updateCount % configuration.policyDelay == 0 {
      improve(observations, temperature: alpha, rate: rate, using: &generator)
    }
    let (learned, share) = (critic, Float(configuration.targetUpdateRate))
    target?.move(towards: learned, rate: share)
  }

  /// The inputs of the critics' loss: features, and targets or, without target critics, the numbers that these are made of.
  private func criticInputs(
    _ observations: Tensor, temperature alpha: Float, using generator: inout RandomGenerator
  ) -> [Tensor] {
    let seen = Tensor.concatenate([observations, actions()], along: 1)
    guard let target else {
      let next = nextActions(using: &generator)
      let (returns, discounts) = (column(batch.returns), column(batch.discounts))
      return [.concatenate([seen, next.features], along: 0), returns, discounts, next.logLikelihoods * alpha]
    }
    return [seen, targets(by: target, temperature: alpha, using: &generator)]
  }

  /// Actions a′ of the policy: their features behind those of s′, and log π(a′ | s′).
  private func nextActions(
    using generator: inout RandomGenerator
  ) -> (features: Tensor, logLikelihoods: Tensor) {
    let next = features(of: batch.nextObservations)
    let (actions, likelihoods) = Self.sample(policy(next, actor.constants), noise(using: &generator), head)
    return (.concatenate([next, actions], along: 1), likelihoods)
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
  func targets(
    by target: Parameters, temperature alpha: Float, using generator: inout RandomGenerator
  ) -> Tensor {
    let next = nextActions(using: &generator)
    let values = critics(next.features, target.constants)
    let rows = values.shape[0]
    let estimates =
      critics.quantileCount > 1
      ? truncated(values) : Self.least(values.reshaped(to: [rows, critics.count])).reshaped(to: [rows, 1])
    let following = estimates - (next.logLikelihoods * alpha).reshaped(to: [rows, 1])
    let targets = column(batch.returns) + column(batch.discounts) * following
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

  private func column(_ numbers: [Float]) -> Tensor {
    Tensor(numbers, shape: [numbers.count, 1], in: critic.pool)
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
