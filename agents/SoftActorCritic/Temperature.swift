import Foundation
import NeuralNet
import Training

/// The weight α of the entropy, which falls where there is more entropy than its target, and rises where there is less:
/// Haarnoja and others (2018), equation 18, in log α.
struct Temperature: Sendable {
  private var logarithm: Parameters
  private var optimizer: Adam
  private let targetEntropy: Float
  private let learns: Bool

  /// Starts at a temperature.
  ///
  /// - Parameters:
  ///   - start: α.
  ///   - targetEntropy: The entropy that it is to come to, in nats.
  ///   - learns: False to leave it as it is.
  init(_ start: Double, targetEntropy: Float, learns: Bool, using generator: inout some RandomNumberGenerator) {
    let number = ParameterDescription("log_ent_coef", [1], .constant(Float(log(start))))
    logarithm = Parameters(of: ParameterList(parameters: [number]), using: &generator)
    optimizer = Adam(for: logarithm)
    self.targetEntropy = targetEntropy
    self.learns = learns
  }

  /// α.
  var value: Float { exp(logarithm.values[0]) }

  /// Moves α by the mean of log π(a | s) over a batch.
  mutating func update(meanLogLikelihood: Float, rate: Double) {
    guard learns, meanLogLikelihood.isFinite else { return }
    optimizer.learningRate = Float(rate)
    let slope = -(meanLogLikelihood + targetEntropy)
    optimizer.update(&logarithm, along: Gradients([Tensor([slope], shape: [1])]))
  }
}

extension Temperature: Checkpointable {
  mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.exchange("logarithm", &logarithm)
    try scope.exchange("optimizer", &optimizer)
  }
}
