import NeuralNet

/// Normal distributions of independent numbers.
struct DiagonalNormal {
  /// The range of the logarithms of deviations.
  static let logDeviations: ClosedRange<Float> = -5...2

  let means: Tensor
  let logDeviations: Tensor

  /// Takes means and logarithms of deviations as they are.
  init(means: Tensor, logDeviations: Tensor) { (self.means, self.logDeviations) = (means, logDeviations) }

  /// Reads distributions from a network's outputs: the means, and behind them the numbers for the deviations.
  init(_ outputs: Tensor) {
    let size = outputs.shape[1] / 2
    let (low, high) = (Self.logDeviations.lowerBound, Self.logDeviations.upperBound)
    means = outputs.slice(0..<size, along: 1)
    // tanh keeps them in their range without a kink.
    logDeviations = outputs.slice(size..<2 * size, along: 1).tanh() * ((high - low) / 2) + (high + low) / 2
  }

  /// Returns samples, made of standard normal noise so that gradients pass: Kingma and Welling (2014).
  func sample(_ noise: Tensor) -> Tensor { means + logDeviations.exponential() * noise }

  /// The Kullback-Leibler divergence from a prior, number by number; from the standard normal one if there is none.
  func divergence(from prior: DiagonalNormal?) -> Tensor {
    let variances = (logDeviations * 2).exponential()
    guard let prior else { return (variances + means.squared() - 1) * 0.5 - logDeviations }
    let squares = variances + (means - prior.means).squared()
    return prior.logDeviations - logDeviations + squares * (prior.logDeviations * -2).exponential() * 0.5 - 0.5
  }
}
