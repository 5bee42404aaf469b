import NeuralNet
import Simulation

/// D(s, a): the probability that a pair is the expert's and not the learner's own, by its logit.
struct Discriminator: Sendable {
  let encoder: PairEncoder
  let network: Sequential
  var parameters: Parameters

  init(_ encoder: PairEncoder, hiddenSizes: [Int], using generator: inout RandomGenerator) {
    self.encoder = encoder
    network = .perceptron([encoder.width] + hiddenSizes + [1], activation: Tanh())
    parameters = Parameters(of: network, named: "discriminator", using: &generator)
  }

  /// The logits of some rows.
  func logits(of rows: Tensor, _ weights: Weights) -> Tensor {
    network(rows, weights).reshaped(to: [rows.shape[0]])
  }
}

/// The rewards that a discriminator pays.
struct AdversarialReward: RewardModel {
  let discriminator: Discriminator
  let kind: AdversarialRewardKind
  let limit: Float
  let valueAfterTermination: Double

  init(_ discriminator: Discriminator, _ configuration: GAILConfiguration) {
    self.discriminator = discriminator
    kind = configuration.discriminator.reward
    limit = Float(configuration.discriminator.rewardLimit)
    guard configuration.discriminator.absorbing else {
      valueAfterTermination = 0
      return
    }
    let logit = discriminator.logits(of: discriminator.encoder.absorbedRow, discriminator.parameters.constants).item
    let reward = kind.reward(forLogit: min(max(logit, -limit), limit))
    valueAfterTermination = Double(reward) / (1 - configuration.learner.discount)
  }

  func writeRewards(observations: RowBuffer, actions: RowBuffer, into rewards: inout [Float]) {
    let parameters = discriminator.parameters
    let rows = discriminator.encoder.rows(
      observations: observations, actions: actions.array(), in: parameters.pool)
    discriminator.logits(of: rows, parameters.constants).withValues { logits in
      for index in logits.indices { rewards[index] = reward(forLogit: logits[index]) }
    }
  }

  /// The reward for a logit.
  func reward(forLogit logit: Float) -> Float { kind.reward(forLogit: min(max(logit, -limit), limit)) }
}
