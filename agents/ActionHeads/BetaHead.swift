import Foundation
import NeuralNet
import Simulation

/// Beta distributions between the bounds, of parameters α and β above 1, so that there is one peak: Chou, Maturana and
/// Scherer (2017).
///
/// No action lies beyond a bound, and none is cut off. Densities are those on the scale from 0 to 1.
public struct BetaHead: ActionHead {
  /// The kind of head, as policy files name it.
  public static let name = "beta"
  /// The mean absolute error.
  public static let comparison = "absolute_error"
  /// The distance that targets keep from the bounds, where a density may vanish.
  public static let margin: Float = 1e-6

  /// The bounds.
  public let scaling: ActionScaling

  /// Takes the elements of a box of floats that is bounded on all sides.
  public init?(_ space: SpaceDescriptor) {
    guard let scaling = ActionScaling(space), (0..<scaling.count).allSatisfy(scaling.isBounded) else { return nil }
    self.scaling = scaling
  }

  /// The number of components of the box.
  public var actionSize: Int { scaling.count }
  /// Two outputs per component: those that α follows from, and behind them those for β.
  public var outputCount: Int { 2 * scaling.count }
  /// One per number.
  public var featureCount: Int { scaling.count }

  /// Writes actions on the scale from 0 to 1.
  public func encode(_ actions: borrowing RowBuffer, into targets: inout MutableSpan<Float>) {
    scaling.scale(actions, 0..<actions.count, into: &targets)
    for index in 0..<actions.count * actionSize { targets[index] = Self.limited((targets[index] + 1) / 2) }
  }

  /// Scales actions by their bounds.
  public func writeFeatures(
    of actions: borrowing RowBuffer, rows: Range<Int>, into features: inout MutableSpan<Float>
  ) {
    scaling.scale(actions, rows, into: &features)
  }

  /// Returns true if all lie between the bounds.
  public func areTargets(_ targets: [Float]) -> Bool { targets.allSatisfy { (0...1).contains($0) } }

  /// (α − 1) log x + (β − 1) log (1 − x) − log B(α, β), summed over the numbers of an action.
  public func logLikelihood(of targets: Tensor, given outputs: Tensor) -> Tensor {
    requireRows(targets, outputs)
    let (alpha, beta) = parameters(outputs)
    let inside = targets.clamped(to: Self.margin...(1 - Self.margin))
    let powers = (alpha - 1) * inside.logarithm() + (beta - 1) * (1 - inside).logarithm()
    return (powers - Self.logBeta(alpha, beta)).sum(along: [1])
  }

  /// log B(α, β) − (α − 1) ψ(α) − (β − 1) ψ(β) + (α + β − 2) ψ(α + β), summed over the numbers of an action.
  public func entropy(of outputs: Tensor) -> Tensor {
    let (alpha, beta) = parameters(outputs)
    let total = alpha + beta
    let slopes = (alpha - 1) * alpha.digamma() + (beta - 1) * beta.digamma() - (total - 2) * total.digamma()
    return (Self.logBeta(alpha, beta) - slopes).sum(along: [1])
  }

  /// Writes the means, α / (α + β).
  public func decide(by outputs: Span<Float>, allowing masks: ActionMasks, into targets: inout MutableSpan<Float>) {
    for index in targets.indices {
      let (alpha, beta) = parameters(outputs, of: index)
      targets[index] = Self.limited(Float(alpha / (alpha + beta)))
    }
  }

  /// Draws numbers from 0 to 1.
  public func sample(
    from outputs: Span<Float>, allowing masks: ActionMasks, into targets: inout MutableSpan<Float>,
    using generator: inout RandomGenerator
  ) {
    for index in targets.indices {
      let (alpha, beta) = parameters(outputs, of: index)
      let (first, second) = (generator.gamma(shape: alpha), generator.gamma(shape: beta))
      targets[index] = Self.limited(Float(first / (first + second)))
    }
  }

  /// Brings targets to the scale of the environment.
  public func decode(_ targets: Span<Float>, into actions: inout RowBuffer) {
    scaling.unscale(into: &actions) { 2 * targets[$0] - 1 }
  }

  /// The mean absolute error, in the units of the environment.
  public func compare(_ actions: borrowing RowBuffer, with others: borrowing RowBuffer) -> Double {
    scaling.meanDifference(of: actions, to: others)
  }

  private func parameters(_ outputs: Tensor) -> (alpha: Tensor, beta: Tensor) {
    let both = outputs.softplus() + 1
    return (both.slice(0..<actionSize, along: 1), both.slice(actionSize..<2 * actionSize, along: 1))
  }

  private func parameters(_ outputs: Span<Float>, of index: Int) -> (alpha: Double, beta: Double) {
    func parameter(_ output: Float) -> Double { 1 + max(Double(output), 0) + log1p(exp(-abs(Double(output)))) }
    let start = 2 * index - index % actionSize
    return (parameter(outputs[start]), parameter(outputs[start + actionSize]))
  }

  private static func limited(_ number: Float) -> Float { min(max(number, margin), 1 - margin) }

  private static func logBeta(_ alpha: Tensor, _ beta: Tensor) -> Tensor {
    alpha.logGamma() + beta.logGamma() - (alpha + beta).logGamma()
  }
}

extension RandomGenerator {
  /// Draws from the gamma distribution of a shape of at least 1: Marsaglia and Tsang (2000).
  fileprivate mutating func gamma(shape: Double) -> Double {
    let d = shape - 1.0 / 3
    while true {
      let x = standardNormal()
      let root = 1 + x / (9 * d).squareRoot()
      guard root > 0 else { continue }
      let v = root * root * root
      if log(1 - random()) < x * x / 2 + d - d * v + d * log(v) { return d * v }
    }
  }
}
