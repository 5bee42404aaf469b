import NeuralNet
import Simulation
import Training

/// A discriminator with what it learns from: the expert's pairs, and the learner's own newest ones.
struct DiscriminatorLearner<Features: FeatureEncoder>: Sendable {
  let configuration: DiscriminatorConfiguration
  let expert: StateActionPairs<Features.Scalar>
  var discriminator: Discriminator<Features>
  var optimizer: Adam
  var experience: StateActionPairs<Features.Scalar>
  var statistics = DiscriminatorStatistics()
  /// Why it cannot go on; `nil` while all is well.
  private(set) var divergence: String?

  init(
    _ features: Features, actionCount: Int, expert: StateActionPairs<Features.Scalar>,
    configuration: DiscriminatorConfiguration, using generator: inout RandomGenerator
  ) {
    self.configuration = configuration
    self.expert = expert
    var encoder = PairEncoder(features, actionCount: actionCount)
    if configuration.normalization { encoder.normalize(by: expert) }
    discriminator = Discriminator(encoder, hiddenSizes: configuration.hiddenSizes, using: &generator)
    optimizer = Adam(for: discriminator.parameters)
    experience = StateActionPairs(
      observationSize: features.observationSize, capacity: configuration.experienceSize)
  }

  /// Adds a step of every environment to the learner's own pairs.
  mutating func observe(_ transitions: borrowing Transitions<Features.Scalar, Int>) {
    let outcome = transitions.outcome
    for row in 0..<transitions.count {
      let numbers = outcome.indices(ofRow: row)
      experience.append(transitions.observations, numbers, action: transitions.actions[row])
      guard configuration.absorbing, outcome.statuses[row] == .terminated else { continue }
      experience.append(outcome.finalObservations, numbers, action: StateActionPairs<Features.Scalar>.absorbed)
    }
  }

  /// Compares some of the expert's pairs with some of the learner's own.
  mutating func update(
    at progress: Double, paying reward: AdversarialReward<Features>, using generator: inout RandomGenerator
  ) {
    let expertRows = rows(drawnFrom: expert, using: &generator)
    let ownRows = rows(drawnFrom: experience, using: &generator)
    let between = configuration.gradientPenalty > 0 ? mixture(of: expertRows, ownRows, using: &generator) : nil
    var numbers = DiscriminatorStatistics.Update()
    let (loss, gradients) = discriminator.parameters.valueAndGradient { weights in
      let logits = (
        expert: discriminator.logits(of: expertRows, weights), own: discriminator.logits(of: ownRows, weights)
      )
      numbers.note(logits.expert, logits.own, reward)
      return objective(logits.expert, logits.own) + penalty(at: between, weights, noting: &numbers)
    }
    guard loss.isFinite, gradients.norm.isFinite else {
      divergence = "the discriminator's loss became \(loss) with a gradient of the length \(gradients.norm)"
      return
    }
    optimizer.learningRate = Float(configuration.learningRate.value(at: progress))
    optimizer.update(&discriminator.parameters, along: gradients)
    numbers.loss = Double(loss)
    statistics.update(with: numbers)
  }

  /// The surprise at who did what, less the weighted entropy of the answers.
  private func objective(_ expert: Tensor, _ own: Tensor) -> Tensor {
    let pool = discriminator.parameters.pool
    let yes = Tensor.filled(1 - Float(configuration.labelSmoothing), shape: expert.shape, in: pool)
    let no = Tensor.filled(0, shape: own.shape, in: pool)
    let surprise = Loss.binaryCrossEntropy(expert, yes) + Loss.binaryCrossEntropy(own, no)
    guard configuration.entropyWeight > 0 else { return surprise }
    let logits = Tensor.concatenate([expert, own])
    let entropy = (logits.softplus() - logits * logits.sigmoid()).mean()
    return surprise - entropy * Float(configuration.entropyWeight)
  }

  private func penalty(
    at rows: Tensor?, _ weights: Weights, noting numbers: inout DiscriminatorStatistics.Update
  ) -> Tensor {
    guard let rows else { return Tensor(0) }
    let penalty = discriminator.gradientPenalty(at: rows, length: Float(configuration.gradientTarget), weights)
    numbers.gradientPenalty = Double(penalty.item)
    return penalty * Float(configuration.gradientPenalty)
  }

  private func rows(
    drawnFrom pairs: StateActionPairs<Features.Scalar>, using generator: inout RandomGenerator
  ) -> Tensor {
    let (observations, actions) = pairs.draw(configuration.batchSize, using: &generator)
    return discriminator.encoder.rows(
      observations: observations, actions: actions, in: discriminator.parameters.pool)
  }

  /// A point on the line between each of the expert's rows and one of the learner's own.
  private func mixture(of first: Tensor, _ second: Tensor, using generator: inout RandomGenerator) -> Tensor {
    let shares = Tensor(shape: [first.shape[0], 1], in: discriminator.parameters.pool) { span in
      for row in span.indices { span[row] = Float(generator.random()) }
    }
    return second + shares * (first - second)
  }
}

/// Running means of what an update says of itself, over some hundred updates.
struct DiscriminatorStatistics: Codable, Sendable, Equatable {
  /// What one update says.
  struct Update {
    var loss = 0.0
    var expertAccuracy = 0.0
    var ownAccuracy = 0.0
    var gradientPenalty = 0.0
    var expertReward = 0.0
    var ownReward = 0.0

    /// Takes in the answers about the expert's pairs and the learner's own.
    mutating func note<Features>(_ expert: Tensor, _ own: Tensor, _ reward: AdversarialReward<Features>) {
      let (expert, own) = (expert.values, own.values)
      expertAccuracy = expert.share { $0 > 0 }
      ownAccuracy = own.share { $0 < 0 }
      expertReward = expert.mean { reward.reward(forLogit: $0) }
      ownReward = own.mean { reward.reward(forLogit: $0) }
    }
  }

  private(set) var loss = 0.0
  private(set) var expertAccuracy = 0.0
  private(set) var ownAccuracy = 0.0
  private(set) var gradientPenalty = 0.0
  private(set) var expertReward = 0.0
  private(set) var ownReward = 0.0
  private var count = 0

  mutating func update(with update: Update) {
    count += 1
    let rate = max(0.01, 1 / Double(count))
    loss += rate * (update.loss - loss)
    expertAccuracy += rate * (update.expertAccuracy - expertAccuracy)
    ownAccuracy += rate * (update.ownAccuracy - ownAccuracy)
    gradientPenalty += rate * (update.gradientPenalty - gradientPenalty)
    expertReward += rate * (update.expertReward - expertReward)
    ownReward += rate * (update.ownReward - ownReward)
  }

  var measurements: [Measurement] {
    [
      Measurement("discriminator/loss", loss), Measurement("discriminator/expert_accuracy", expertAccuracy),
      Measurement("discriminator/own_accuracy", ownAccuracy),
      Measurement("discriminator/gradient_penalty", gradientPenalty),
      Measurement("discriminator/expert_reward", expertReward),
      Measurement("discriminator/own_reward", ownReward),
    ]
  }
}

extension [Float] {
  fileprivate func share(_ isCounted: (Float) -> Bool) -> Double {
    Double(reduce(0) { $0 + (isCounted($1) ? 1 : 0) }) / Double(count)
  }

  fileprivate func mean(_ value: (Float) -> Float) -> Double {
    reduce(0) { $0 + Double(value($1)) } / Double(count)
  }
}
