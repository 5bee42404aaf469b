import Files
import NeuralNet
import Simulation

extension DQNLearner {
  /// Draws a batch from the replay and learns from it.
  mutating func update(at progress: Double, using generator: inout RandomGenerator) {
    drawBatch(at: progress, using: &generator)
    let values = targetValues()
    var errors = values
    let (loss, gradients) = online.valueAndGradient { weights in
      let estimates = network(tensor(batch.observations), weights).picking(tensor(of: batch.actions))
      errors = estimates.detached - values
      return self.loss(of: estimates, against: values)
    }
    updateCount += 1
    let step = optimizer.step(
      &online, along: gradients, of: loss, rate: configuration.learningRate.value(at: progress),
      normLimit: configuration.gradientNormLimit)
    divergence = step.divergence
    guard divergence == nil else { return }
    let averagingRate = Float(1 - configuration.policyAveraging)
    average?.move(towards: online, rate: averagingRate)
    if configuration.prioritized {
      // The transitions of another source, which come last, have no priorities.
      let drawn = batch.indices.prefix { $0 >= 0 }
      replay.updatePriorities(Array(drawn), errors: Array(errors.values.prefix(drawn.count)))
    }
    statistics.update(loss: loss, gradientNorm: step.norm, errors: errors)
  }

  /// Draws from the replay, and from another source if there is one.
  private mutating func drawBatch(at progress: Double, using generator: inout RandomGenerator) {
    let others = otherSource == nil ? 0 : Int((otherShare * Double(configuration.batchSize)).rounded())
    if others < configuration.batchSize {
      replay.sample(
        count: configuration.batchSize - others,
        importanceExponent: configuration.importanceExponent.value(at: progress), into: &batch, using: &generator)
      if let rewardModel { replay.relabel(&batch, by: rewardModel) }
    }
    guard others > 0 else { return }
    otherSource?.sample(count: others, into: &otherBatch, using: &generator)
    if others < configuration.batchSize { batch.append(otherBatch) } else { batch = otherBatch }
  }

  /// r + γ Q̂(s′, a′): with the target network's own best action, or the online network's (Double DQN).
  private func targetValues() -> Tensor {
    let next = tensor(batch.nextObservations)
    let values = masked(network(next, target.constants))
    let best =
      configuration.double
      ? values.picking(masked(network(next, online.constants)).argmax()) : values.maximum()
    return tensor(batch.returns) + tensor(batch.discounts) * best
  }

  /// The values of next actions, where those that are not allowed are never the best.
  private func masked(_ values: Tensor) -> Tensor {
    let penalties = ActionMasks(batch.nextMasks).penalties(
      Array(0..<batch.count), of: [values.shape[1]], in: online.pool)
    return penalties.map { values + $0 } ?? values
  }

  private func loss(of estimates: Tensor, against values: Tensor) -> Tensor {
    let weights = configuration.prioritized ? tensor(batch.weights) : nil
    return switch configuration.loss {
    case .huber: Loss.huber(estimates, values, weights: weights)
    case .squared: Loss.meanSquaredError(estimates, values, weights: weights)
    }
  }

  private func tensor(_ numbers: [Float]) -> Tensor {
    Tensor(numbers, shape: [numbers.count], in: online.pool)
  }

  private func tensor(of actions: RowBuffer) -> Tensor {
    Tensor(actions, of: Int.self, shape: [actions.count], in: online.pool)
  }

  private func tensor(_ observations: RowBuffer) -> Tensor {
    Tensor(shape: Shape([observations.count] + task.encoder.shape), in: online.pool) { span in
      task.encoder.encode(observations, into: &span)
    }
  }
}

/// Running means of loss, gradient norm and error, over some hundred updates.
struct LearningStatistics: Codable, Sendable, Equatable {
  var loss = 0.0
  var gradientNorm = 0.0
  var absoluteError = 0.0
  @StoredCount private var count = 0

  mutating func update(loss: Float, gradientNorm: Float, errors: Tensor) {
    count += 1
    let weight = RecentMean.weight(ofUpdate: count)
    self.loss.average(loss, weight: weight)
    self.gradientNorm.average(gradientNorm, weight: weight)
    let error = errors.withValues { values in
      var sum: Float = 0
      for index in values.indices { sum += abs(values[index]) }
      return Double(sum) / Double(values.count)
    }
    absoluteError.average(error, weight: weight)
  }
}
