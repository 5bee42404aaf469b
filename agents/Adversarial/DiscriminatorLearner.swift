import Files
import NeuralNet
import Simulation
import Training

/// A discriminator with its data: the expert's pairs, and the learner's own newest ones.
struct DiscriminatorLearner: Sendable {
  let configuration: DiscriminatorConfiguration
  let expert: StateActionPairs
  var discriminator: Discriminator
  var optimizer: Adam
  var experience: StateActionPairs
  var statistics = DiscriminatorStatistics()
  private var objective: Objective
  /// The reason that learning has diverged; `nil` if it has not.
  private(set) var divergence: String?

  init(
    _ task: EncodedTask, expert: StateActionPairs, configuration: DiscriminatorConfiguration,
    using generator: inout RandomGenerator
  ) {
    self.configuration = configuration
    self.expert = expert
    let normalizer =
      configuration.normalization ? ObservationNormalizer(of: expert.observations, by: task.encoder) : nil
    let encoder = PairEncoder(task.encoder, actionCount: task.head.outputCount, normalizer: normalizer)
    discriminator = Discriminator(encoder, hiddenSizes: configuration.hiddenSizes, using: &generator)
    objective = discriminator.objective(configuration)
    optimizer = Adam(for: discriminator.parameters)
    experience = StateActionPairs(
      task.specification.observationLayout, actionCount: task.head.outputCount,
      capacity: configuration.experienceSize)
  }

  /// Adds a step of every environment to the learner's own pairs.
  mutating func observe(_ transitions: borrowing Transitions) {
    let outcome = transitions.outcome
    for row in 0..<transitions.count {
      experience.append(row, of: transitions.observations, action: transitions.actions[row])
      guard configuration.absorbing, outcome.statuses[row] == .terminated else { continue }
      experience.append(row, of: outcome.finalObservations, action: StateActionPairs.absorbed)
    }
  }

  /// Compares some of the expert's pairs with some of the learner's own.
  mutating func update(
    at progress: Double, paying reward: AdversarialReward, using generator: inout RandomGenerator
  ) {
    let expertRows = rows(drawnFrom: expert, using: &generator)
    let ownRows = rows(drawnFrom: experience, using: &generator)
    var inputs = [expertRows, ownRows]
    if configuration.gradientPenalty > 0 {
      inputs.append(.mixture(of: expertRows, ownRows, in: discriminator.parameters.pool, using: &generator))
    }
    let weights = discriminator.parameters.constants
    let logits = inputs.prefix(2).map { discriminator.logits(of: $0, weights) }
    let (loss, gradients) = objective.valueAndGradient(at: discriminator.parameters, inputs)
    let step = optimizer.step(
      &discriminator.parameters, along: gradients, of: loss, named: "the discriminator's loss",
      rate: configuration.learningRate.value(at: progress))
    divergence = step.divergence
    guard divergence == nil else { return }
    statistics.update(loss: loss, expert: logits[0].values, own: logits[1].values, reward)
  }

  private func rows(
    drawnFrom pairs: StateActionPairs, using generator: inout RandomGenerator
  ) -> Tensor {
    let (observations, actions) = pairs.draw(configuration.batchSize, using: &generator)
    return discriminator.encoder.rows(
      observations: observations, actions: actions, in: discriminator.parameters.pool)
  }
}

extension Discriminator {
  /// Returns the loss of D on the expert's rows, the learner's own and, for the penalty, some in between.
  func objective(_ configuration: DiscriminatorConfiguration) -> Objective {
    let (yes, weight) = (1 - Float(configuration.labelSmoothing), Float(configuration.gradientPenalty))
    let (length, entropyWeight) = (Float(configuration.gradientTarget), Float(configuration.entropyWeight))
    return Objective { weights, inputs in
      let (expert, own) = (logits(of: inputs[0], weights), logits(of: inputs[1], weights))
      // −log D of the expert's pairs − log (1 − D) of the others.
      var loss =
        Loss.binaryCrossEntropy(expert, .filled(yes, shape: expert.shape))
        + Loss.binaryCrossEntropy(own, .filled(0, shape: own.shape))
      if weight > 0 {
        loss = loss + gradientPenalty(at: inputs[2], length: length) { logits(of: $0, weights) } * weight
      }
      guard entropyWeight > 0 else { return loss }
      let all = Tensor.concatenate([expert, own])
      return loss - (all.softplus() - all * all.sigmoid()).mean() * entropyWeight
    }
  }
}

/// Running means of loss, accuracies and rewards, over some hundred updates.
struct DiscriminatorStatistics: Codable, Sendable, Equatable {
  private(set) var loss = 0.0
  private(set) var expertAccuracy = 0.0
  private(set) var ownAccuracy = 0.0
  private(set) var expertReward = 0.0
  private(set) var ownReward = 0.0
  @StoredCount private var count = 0

  /// Takes in a loss, and the logits of the expert's pairs and of the learner's own.
  mutating func update(
    loss: Float, expert: [Float], own: [Float], _ reward: AdversarialReward
  ) {
    count += 1
    let weight = RecentMean.weight(ofUpdate: count)
    self.loss.average(loss, weight: weight)
    expertAccuracy.average(expert.mean { $0 > 0 ? 1 : 0 }, weight: weight)
    ownAccuracy.average(own.mean { $0 < 0 ? 1 : 0 }, weight: weight)
    expertReward.average(expert.mean(reward.reward), weight: weight)
    ownReward.average(own.mean(reward.reward), weight: weight)
  }

  var measurements: [Measurement] {
    [
      Measurement("discriminator/loss", loss), Measurement("discriminator/expert_accuracy", expertAccuracy),
      Measurement("discriminator/own_accuracy", ownAccuracy),
      Measurement("discriminator/expert_reward", expertReward),
      Measurement("discriminator/own_reward", ownReward),
    ]
  }
}

extension [Float] {
  fileprivate func mean(_ value: (Float) -> Float) -> Double {
    reduce(0) { $0 + Double(value($1)) } / Double(count)
  }
}
