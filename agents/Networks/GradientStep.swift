import NeuralNet

/// The result of a step along gradients.
struct GradientStep {
  /// The norm of the gradient before it was limited.
  let norm: Float
  /// The reason that learning has diverged; `nil` if it has not.
  let divergence: String?
}

extension Adam {
  /// Steps along gradients whose length is limited; does nothing if learning cannot go on.
  ///
  /// - Parameters:
  ///   - parameters: What is changed.
  ///   - gradients: The gradients.
  ///   - loss: The loss that they are of.
  ///   - noun: The name of the loss, for the reason that learning has diverged.
  ///   - rate: The learning rate.
  ///   - limit: How long they may be; 0 if there is no limit.
  mutating func step(
    _ parameters: inout Parameters, along gradients: Gradients, of loss: Float, named noun: String = "the loss",
    rate: Double, normLimit limit: Double = 0
  ) -> GradientStep {
    var gradients = gradients
    let norm = limit > 0 ? gradients.clip(toNorm: Float(limit)) : gradients.norm
    guard loss.isFinite, norm.isFinite else {
      return GradientStep(
        norm: norm, divergence: "\(noun) became \(loss) with a gradient of the length \(norm)")
    }
    learningRate = Float(rate)
    update(&parameters, along: gradients)
    return GradientStep(norm: norm, divergence: nil)
  }
}
