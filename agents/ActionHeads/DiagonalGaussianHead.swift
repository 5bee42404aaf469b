import Foundation
import NeuralNet
import Simulation

/// Normal distributions whose means and deviations the network says, on the scale of the bounds; actions are cut off there.
///
/// Densities are those of the numbers before they are cut off, as most implementations of policy gradients have it.
public struct DiagonalGaussianHead: NormalHead {
  /// The kind of head, as policy files name it.
  public static let name = "diagonal_gaussian"
  /// The mean absolute error.
  public static let comparison = "absolute_error"
  /// The range of the logarithms of deviations in use.
  static let logDeviations: ClosedRange<Float> = -20...2

  /// The bounds.
  public let scaling: ActionScaling

  /// Takes the elements of a box of floats.
  public init?(_ space: SpaceDescriptor) {
    guard let scaling = ActionScaling(space) else { return nil }
    self.scaling = scaling
  }

  /// The number of components of the box.
  public var actionSize: Int { scaling.count }
  /// Two outputs per component: the means, and behind them the logarithms of the deviations.
  public var outputCount: Int { 2 * scaling.count }
  /// One per number.
  public var featureCount: Int { scaling.count }
  /// Those of the deviations.
  public var freeOutputCount: Int { scaling.count }

  /// Scales actions by their bounds.
  public func encode(_ actions: borrowing RowBuffer, into targets: inout MutableSpan<Float>) {
    scaling.scale(actions, 0..<actions.count, into: &targets)
  }

  /// Scales actions by their bounds.
  public func writeFeatures(
    of actions: borrowing RowBuffer, rows: Range<Int>, into features: inout MutableSpan<Float>
  ) {
    scaling.scale(actions, rows, into: &features)
  }

  /// −½ ((t − μ) / σ)² − log σ − ½ log 2π, summed over the numbers of an action.
  public func logLikelihood(of targets: Tensor, given outputs: Tensor) -> Tensor {
    requireRows(targets, outputs)
    let logDeviations = logDeviations(outputs)
    let distances = (targets - outputs.slice(0..<actionSize, along: 1)) * (-logDeviations).exponential()
    return (distances.squared() * -0.5 - logDeviations - Normal.halfLogTau).sum(along: [1])
  }

  /// ½ + log σ + ½ log 2π, summed over the numbers of an action.
  public func entropy(of outputs: Tensor) -> Tensor {
    (logDeviations(outputs) + (0.5 + Normal.halfLogTau)).sum(along: [1])
  }

  /// Writes the means.
  public func decide(by outputs: Span<Float>, allowing masks: ActionMasks, into targets: inout MutableSpan<Float>) {
    for index in targets.indices { targets[index] = outputs[start(index)] }
  }

  /// The mean, and behind it the deviation times the noise.
  public func target(_ index: Int, from outputs: Span<Float>, noise: Float) -> Float {
    let logDeviation = outputs[start(index) + actionSize]
    let limited = min(max(logDeviation, Self.logDeviations.lowerBound), Self.logDeviations.upperBound)
    return outputs[start(index)] + exp(limited) * noise
  }

  /// Brings targets to the scale of the environment, cut off at the bounds.
  public func decode(_ targets: Span<Float>, into actions: inout RowBuffer) {
    scaling.unscale(into: &actions) { targets[$0] }
  }

  /// The mean absolute error, in the units of the environment.
  public func compare(_ actions: borrowing RowBuffer, with others: borrowing RowBuffer) -> Double {
    scaling.meanDifference(of: actions, to: others)
  }

  private func logDeviations(_ outputs: Tensor) -> Tensor {
    outputs.slice(actionSize..<2 * actionSize, along: 1).clamped(to: Self.logDeviations)
  }

  /// The place of the mean of a target.
  private func start(_ index: Int) -> Int { 2 * index - index % actionSize }
}
