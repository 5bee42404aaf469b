import Foundation
import NeuralNet
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

/// The loss of one step at a time, by networks without hidden layers.
@Suite("PPO's loss") struct PPOLossTests {
  private let head = DiagonalGaussianHead(.box(scalar: .float32, shape: [1], low: [-1], high: [1]))

  /// Gradients of a step's loss, for what the actor says and for the value.
  ///
  /// - Parameters:
  ///   - advantage: The step's advantage.
  ///   - logRatio: How far the policy has gone towards the action.
  private func gradients(
    advantage: Float, logRatio: Float, clipsValues: Bool = false, oldValue: Float = 0, return target: Float = 1
  ) throws -> (actor: Float, critic: Float, report: PPOLoss.Report) {
    let head = try #require(head)
    let network = ActorCritic(
      PolicyNetwork.Architecture(inputShape: [1], hiddenSizes: [], outputCount: 2, freeOutputCount: 1), .uniform)
    var generator = RandomGenerator(seed: 2)
    let parameters = network.makeParameters(using: &generator)
    let loss = PPOLoss(network: network, head: head, valueWeight: 0.5, clipsValues: clipsValues)
    let sequences = ActorCritic.Sequences(observations: Tensor([0.5], shape: [1, 1]))
    let (outputs, _) = network(sequences, parameters.constants)
    let targets = Tensor([0.7], shape: [1, 1])
    let likelihood = head.logLikelihood(of: targets, given: outputs).item
    func one(_ number: Float) -> Tensor { Tensor([number], shape: [1]) }
    let steps = PPOLoss.Steps(
      sequences: sequences, targets: targets, logLikelihoods: one(likelihood - logRatio),
      advantages: one(advantage), returns: one(target), values: one(oldValue), weights: one(1),
      coefficients: PPOLoss.Coefficients(clipRange: 0.2, valueClipRange: 0.1, entropyWeight: 0).tensor(in: nil))
    var objective = Objective(reporting: { weights, inputs in
      let (loss, report) = loss(weights, PPOLoss.Steps(inputs, sequenceLength: 1, isMasked: false))
      return (loss, report)
    })
    let (_, gradients) = objective.valueAndGradient(at: parameters, steps.tensors)
    func length(_ name: String) -> Float {
      zip(parameters.descriptions, gradients.tensors).filter { $0.0.name.hasPrefix(name) }.reduce(0) {
        $0 + ($1.1?.values.reduce(0) { $0 + abs($1) } ?? 0)
      }
    }
    return (length("policy"), length("critic"), PPOLoss.Report(objective.auxiliary.map(\.item)))
  }

  @Test("has no gradient where going on gains nothing, and one elsewhere")
  func clipping() throws {
    let cases: [(advantage: Float, logRatio: Float, moves: Bool)] = [
      (1, 0.3, false), (-1, -0.3, false), (1, -0.3, true), (-1, 0.3, true), (1, 0, true), (-1, 0, true),
      (1, 0.1, true),
    ]
    for (advantage, logRatio, moves) in cases {
      #expect(
        try (gradients(advantage: advantage, logRatio: logRatio).actor > 0) == moves, "\(advantage) \(logRatio)")
    }
  }

  @Test("reports how far the policy has gone")
  func reports() throws {
    let report = try gradients(advantage: 2, logRatio: 0.3).report
    #expect(abs(report.policyLoss + 2 * 1.2) < 1e-5)
    #expect(abs(report.divergence - (exp(0.3) - 1 - 0.3)) < 1e-5)
    #expect(report.clipFraction == 1)
    #expect(try gradients(advantage: 2, logRatio: 0.1).report.clipFraction == 0)
  }

  @Test("of values has no gradient where they have gone far towards the return, if they are not to go further")
  func valueClipping() throws {
    let value = try gradients(advantage: 1, logRatio: 0).report.valueLoss.squareRoot()
    // The value is 1 ± that; its old estimate decides whether it is clipped.
    let estimates: [Float] = [1 + value, 1 - value]
    var moved: [Bool] = []
    for estimate in estimates {
      let towards: Float = estimate < 1 ? -0.5 : 0.5
      moved.append(
        try gradients(advantage: 1, logRatio: 0, clipsValues: true, oldValue: estimate + towards).critic > 0)
    }
    #expect(moved.contains(false))
    #expect(try gradients(advantage: 1, logRatio: 0, clipsValues: false, oldValue: 9).critic > 0)
  }
}
