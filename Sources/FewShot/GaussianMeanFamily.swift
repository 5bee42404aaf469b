import Foundation
import Simulation

/// Normal numbers around a mean that each task has for itself, whose posterior is known.
///
/// Gordon and others (2019), "Meta-learning probabilistic inference for prediction", section 5.1: ψ ~ N(m, s²) for a task, and
/// y ~ N(ψ, σ²) for its targets. The input says nothing.
public struct GaussianMeanFamily: FunctionFamily {
  /// The name.
  public let name = "gaussian-mean"
  /// The summary.
  public let summary = "Normal numbers around a mean, whose posterior is known (Gordon et al. 2019)"
  /// From −1 to 1.
  public let inputs = -1.0...1.0
  /// The mean m of a task's mean.
  public let priorMean: Double
  /// The standard deviation s of a task's mean.
  public let priorDeviation: Double
  /// The standard deviation σ of a task's numbers.
  public let noise: Double

  /// Makes a family.
  public init(priorMean: Double = 0, priorDeviation: Double = 2, noise: Double = 1) {
    precondition(
      priorDeviation > 0 && noise > 0,
      "normal numbers need positive deviations, not \(priorDeviation) and \(noise)")
    self.priorMean = priorMean
    self.priorDeviation = priorDeviation
    self.noise = noise
  }

  /// Draws a mean.
  public func function(using generator: inout RandomGenerator) -> TaskFunction {
    let mean = generator.normal(mean: priorMean, standardDeviation: priorDeviation)
    return TaskFunction(kind: "constant", formula: String(format: "%.2f", mean)) { _ in mean }
  }

  /// Returns the posterior of a task's mean given some of its numbers, by Bayes' rule.
  public func posterior(of targets: [Float]) -> (mean: Double, deviation: Double) {
    let (prior, data) = (1 / (priorDeviation * priorDeviation), 1 / (noise * noise))
    let precision = prior + Double(targets.count) * data
    let sum = targets.reduce(0) { $0 + Double($1) }
    return ((priorMean * prior + sum * data) / precision, (1 / precision).squareRoot())
  }
}
