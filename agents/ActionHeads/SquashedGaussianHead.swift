import Foundation
import NeuralNet
import Simulation

/// The hyperbolic tangents of normal numbers, whose means and deviations the network says: Haarnoja and others (2018),
/// appendix C.
///
/// Densities are those on the scale from −1 to 1. Actions at or near a bound, which no finite number is squashed to,
/// count as 0.999 of the way.
public struct SquashedGaussianHead: NormalHead {
  /// The kind of head, as policy files name it.
  public static let name = "squashed_gaussian"
  /// The mean absolute error.
  public static let comparison = "absolute_error"
  /// The magnitude that actions are limited to before they become targets, on the scale from −1 to 1.
  public static let nearest: Float = 0.999

  /// The bounds.
  public let scaling: ActionScaling

  /// Takes the elements of a box of floats that is bounded on all sides.
  public init?(_ space: SpaceDescriptor) {
    guard let scaling = ActionScaling(space), (0..<scaling.count).allSatisfy(scaling.isBounded) else { return nil }
    self.scaling = scaling
  }

  /// The number of components of the box.
  public var actionSize: Int { scaling.count }
  /// Two outputs per component: the means, and behind them those that the deviations follow from.
  public var outputCount: Int { 2 * scaling.count }
  /// One per number.
  public var featureCount: Int { scaling.count }

  /// Those of the deviations.
  public var freeOutputCount: Int { scaling.count }
  /// Returns the output whose deviation is the exponential of a number.
  public func freeOutput(forLogDeviation logDeviation: Float) -> Float {
    let (low, high) = (DiagonalNormal.logDeviations.lowerBound, DiagonalNormal.logDeviations.upperBound)
    return atanh(min(max((2 * logDeviation - low - high) / (high - low), -Self.nearest), Self.nearest))
  }

  /// Writes the numbers that are squashed to the actions.
  public func encode(_ actions: borrowing RowBuffer, into targets: inout MutableSpan<Float>) {
    scaling.scale(actions, 0..<actions.count, into: &targets)
    for index in 0..<actions.count * actionSize {
      targets[index] = atanh(min(max(targets[index], -Self.nearest), Self.nearest))
    }
  }

  /// Scales actions by their bounds.
  public func writeFeatures(
    of actions: borrowing RowBuffer, rows: Range<Int>, into features: inout MutableSpan<Float>
  ) {
    scaling.scale(actions, rows, into: &features)
  }

  /// The normal density at u less log (1 − tanh² u), summed over the numbers of an action.
  public func logLikelihood(of targets: Tensor, given outputs: Tensor) -> Tensor {
    requireRows(targets, outputs)
    let normal = DiagonalNormal(outputs)
    let distances = (targets - normal.means) * (-normal.logDeviations).exponential()
    let densities = distances.squared() * -0.5 - normal.logDeviations - Normal.halfLogTau
    return (densities - Self.logSlope(at: targets)).sum(along: [1])
  }

  /// The normal entropy plus the expected log (1 − tanh² u), summed over the numbers of an action.
  ///
  /// The expectation is Gauss and Hermite's quadrature with five points, to about a hundredth of a nat.
  public func entropy(of outputs: Tensor) -> Tensor {
    let normal = DiagonalNormal(outputs)
    let (means, deviations) = (normal.means, normal.logDeviations.exponential())
    var slopes = Self.logSlope(at: means) * Self.quadrature[0].weight
    for (distance, weight) in Self.quadrature.dropFirst() {
      let step = deviations * distance
      slopes = slopes + (Self.logSlope(at: means + step) + Self.logSlope(at: means - step)) * weight
    }
    return (normal.logDeviations + slopes + (0.5 + Normal.halfLogTau)).sum(along: [1])
  }

  /// Writes the means.
  public func decide(by outputs: Span<Float>, allowing masks: ActionMasks, into targets: inout MutableSpan<Float>) {
    for index in targets.indices { targets[index] = outputs[start(index)] }
  }

  /// The mean, and behind it the deviation times the noise.
  public func target(_ index: Int, from outputs: Span<Float>, noise: Float) -> Float {
    let (low, high) = (DiagonalNormal.logDeviations.lowerBound, DiagonalNormal.logDeviations.upperBound)
    let output = outputs[start(index) + actionSize]
    return outputs[start(index)] + exp(low + (high - low) / 2 * (tanh(output) + 1)) * noise
  }

  /// Squashes targets, and brings them to the scale of the environment.
  public func decode(_ targets: Span<Float>, into actions: inout RowBuffer) {
    scaling.unscale(into: &actions) { tanh(targets[$0]) }
  }

  /// The mean absolute error, in the units of the environment.
  public func compare(_ actions: borrowing RowBuffer, with others: borrowing RowBuffer) -> Double {
    scaling.meanDifference(of: actions, to: others)
  }

  /// log (1 − tanh² u) = 2 (log 2 − u − log (1 + e⁻²ᵘ)), without a logarithm of what may be rounded to zero.
  private static func logSlope(at numbers: Tensor) -> Tensor {
    (numbers + (numbers * -2).softplus()) * -2 + 2 * Float(log(2.0))
  }

  private static let quadrature: [(distance: Float, weight: Float)] = [
    (0, 0.533_333_3), (1.355_626_2, 0.222_075_9), (2.856_970_0, 0.011_257_4),
  ]

  /// The place of the mean of a target.
  private func start(_ index: Int) -> Int { 2 * index - index % actionSize }
}
