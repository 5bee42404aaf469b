import Foundation
import NeuralNet
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

@Suite("The discriminator") struct DiscriminatorTests {
  /// One feature per category, three actions and the mark of an ended episode: 7 inputs.
  private func discriminator(hiddenSizes: [Int]) throws -> Discriminator {
    var generator = RandomGenerator(seed: 3)
    let encoder = try #require(ObservationEncoder(Discrete(3).descriptor))
    return Discriminator(PairEncoder(encoder, actionCount: 3), hiddenSizes: hiddenSizes, using: &generator)
  }

  @Test("A pair becomes features, an action among zeros, and a mark for what comes after the end")
  func rows() throws {
    let encoder = try discriminator(hiddenSizes: []).encoder
    let rows = encoder.rows(observations: RowBuffer([2, 0, 1]), actions: [1, 0, -1], in: nil)
    #expect(rows.values == [0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
    #expect(encoder.absorbedRow.values == [0, 0, 0, 0, 0, 0, 1])
  }

  @Test("Features are normalized, but not what comes after the end")
  func normalization() throws {
    let space = SpaceDescriptor.box(scalar: .float32, shape: [2], low: [-9, -9], high: [9, 9])
    let encoder = PairEncoder(
      try #require(ObservationEncoder(space)), actionCount: 2,
      normalizer: ObservationNormalizer(means: [2, 5], deviations: [1, 0.5]))
    let rows = encoder.rows(
      observations: RowBuffer([1, 5, 3, 6, 8, 8] as [Float], rowShape: [2]), actions: [0, 1, -1], in: nil)
    #expect(rows.values == [-1, 0, 1, 0, 0, 1, 2, 0, 1, 0, 0, 0, 0, 0, 1])
  }

  @Test("The penalty of a linear discriminator is (|w| − length)²", arguments: [Float(0), 1, 2])
  func linearPenalty(length: Float) throws {
    var discriminator = try discriminator(hiddenSizes: [])
    discriminator.parameters.values = [2, 0, 1, 0, 0, -2, 0, 5]
    let rows = discriminator.encoder.rows(observations: RowBuffer([0, 2]), actions: [1, 1], in: nil)
    let (penalty, gradients) = discriminator.parameters.valueAndGradient { weights in
      gradientPenalty(at: rows, length: length) { discriminator.logits(of: $0, weights) }
    }
    // |w| is 3, and the slope 2 (|w| − length) w / |w|.
    #expect(abs(penalty - (3 - length) * (3 - length)) < 1e-5)
    let slopes = try #require(gradients.tensors[0]).values
    for (slope, weight) in zip(slopes, [2, 0, 1, 0, 0, -2, 0] as [Float]) {
      #expect(abs(slope - 2 * (3 - length) * weight / 3) < 1e-5)
    }
    #expect(try #require(gradients.tensors[1]).values == [0])
  }

  @Test("The penalty's gradient is what differences say")
  func penaltyGradient() throws {
    var discriminator = try discriminator(hiddenSizes: [5, 4])
    discriminator.parameters.values = discriminator.parameters.values.map { 2 * $0 }
    let rows = Tensor((0..<21).map { Float($0 * 5 % 7) / 7 - 0.4 }, shape: [3, 7])
    let gradients = discriminator.parameters.valueAndGradient { weights in
      gradientPenalty(at: rows, length: 1) { discriminator.logits(of: $0, weights) }
    }.gradients
    let slopes = gradients.tensors.flatMap { $0?.values ?? [] }
    func penalty(moving index: Int, by step: Float) -> Double {
      var moved = discriminator.parameters
      moved.values[index] += step
      let penalty = gradientPenalty(at: rows, length: 1) { discriminator.logits(of: $0, moved.constants) }
      return Double(penalty.item)
    }
    #expect(slopes.count == discriminator.parameters.count)
    for index in slopes.indices {
      let difference = (penalty(moving: index, by: 0.01) - penalty(moving: index, by: -0.01)) / 0.02
      #expect(abs(Double(slopes[index]) - difference) < 2e-3 + 0.01 * abs(difference), "\(index)")
    }
  }

  @Test("Rewards are made of D as their names say", arguments: [Float(-30), -2, 0, 0.5, 30])
  func kinds(logit: Float) {
    let d = 1 / (1 + exp(-Double(logit)))
    #expect(AdversarialRewardKind.logit.reward(forLogit: logit) == logit)
    #expect(abs(Double(AdversarialRewardKind.positive.reward(forLogit: logit)) - (-log(1 - d))) < 1e-4 * 30)
    #expect(abs(Double(AdversarialRewardKind.negative.reward(forLogit: logit)) - log(d)) < 1e-4 * 30)
  }

  @Test("What comes after a termination is worth the reward of its state for ever")
  func absorbing() throws {
    var configuration = GAILConfiguration()
    configuration.learner.discount = 0.75
    var discriminator = try discriminator(hiddenSizes: [])
    discriminator.parameters.values = [2, 0, 1, 0, 0, -2, 0.5, -1]
    #expect(AdversarialReward(discriminator, configuration).valueAfterTermination == -0.5 * 4)
    configuration.discriminator.rewardLimit = 0.25
    #expect(AdversarialReward(discriminator, configuration).valueAfterTermination == -0.25 * 4)
    configuration.discriminator.absorbing = false
    #expect(AdversarialReward(discriminator, configuration).valueAfterTermination == 0)
  }

  @Test("The learner's own pairs are its newest, and an ended episode is one of them unless it was cut off")
  func experience() throws {
    var judge = try GAILVariant.plain.agent(environments: 2).judge
    var transitions = Transitions(Identity.batch(of: 2))
    transitions.observations.replaceNumbers(with: [0, 1])
    transitions.actions.replaceNumbers(with: [2, 0])
    transitions.outcome.finalObservations.replaceNumbers(with: [2, 2])
    transitions.outcome.statuses = [.terminated, .truncated]
    judge.observe(transitions)
    #expect(judge.experience.actions == [2, -1, 0])
    #expect(judge.experience.observations.array() == [0, 2, 1])
    for _ in 0..<200 { judge.observe(transitions) }
    #expect(judge.experience.count == 400)
    #expect(judge.experience.total == 603)
  }
}
