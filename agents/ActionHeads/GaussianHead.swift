import Foundation
import NeuralNet
import Simulation

/// Normal distributions of one fixed deviation around the network's outputs, on the scale of the bounds.
///
/// To imitate them is to make the squared error small. Where there are bounds, actions are cut off at them.
public struct GaussianHead: NormalHead {
  /// The kind of head, as policy files name it.
  public static let name = "gaussian"
  /// The mean absolute error.
  public static let comparison = "absolute_error"

  /// The bounds.
  public let scaling: ActionScaling
  /// The deviation of every distribution, on the scale of the bounds.
  public let deviation: Float

  /// Takes the elements of a box of floats.
  public init?(_ space: SpaceDescriptor) { self.init(space, deviation: 0.1) }

  /// Takes the elements of a box of floats.
  ///
  /// - Parameters:
  ///   - space: The space.
  ///   - deviation: How far drawn actions lie off the mean, on the scale of the bounds; above 0.
  public init?(_ space: SpaceDescriptor, deviation: Float) {
    precondition(deviation > 0, "a normal distribution has no deviation of \(deviation)")
    guard let scaling = ActionScaling(space) else { return nil }
    self.scaling = scaling
    self.deviation = deviation
  }

  /// Returns true if the bounds are the same.
  public func serves(_ space: SpaceDescriptor) -> Bool { ActionScaling(space) == scaling }

  /// The number of components of the box.
  public var actionSize: Int { scaling.count }
  /// One mean per number.
  public var outputCount: Int { scaling.count }
  /// One per number.
  public var featureCount: Int { scaling.count }

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
    let squares = (targets - outputs).squared().sum(along: [1])
    return squares * (-0.5 / (deviation * deviation)) - Float(actionSize) * Normal.logScale(of: deviation)
  }

  /// Always the same: ½ + log σ + ½ log 2π for each number of an action.
  public func entropy(of outputs: Tensor) -> Tensor {
    .filled(Float(actionSize) * (0.5 + Normal.logScale(of: deviation)), shape: [outputs.shape[0]])
  }

  /// The squared error, meaned over the numbers of an action.
  public func loss(of targets: Tensor, given outputs: Tensor) -> Tensor {
    requireRows(targets, outputs)
    return (targets - outputs).squared().mean(along: [1])
  }

  /// Writes the means.
  public func decide(by outputs: Span<Float>, allowing masks: ActionMasks, into targets: inout MutableSpan<Float>) {
    for index in targets.indices { targets[index] = outputs[index] }
  }

  /// The mean, and behind it the deviation times the noise.
  public func target(_ index: Int, from outputs: Span<Float>, noise: Float) -> Float {
    outputs[index] + deviation * noise
  }

  /// Brings targets to the scale of the environment, cut off at the bounds.
  public func decode(_ targets: Span<Float>, into actions: inout RowBuffer) {
    scaling.unscale(into: &actions) { targets[$0] }
  }

  /// The mean absolute error, in the units of the environment.
  public func compare(_ actions: borrowing RowBuffer, with others: borrowing RowBuffer) -> Double {
    scaling.meanDifference(of: actions, to: others)
  }
}

extension GaussianHead {
  private enum Key: String, CodingKey { case scaling, deviation }

  /// Reads a head; the file it comes from may hold anything.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    scaling = try container.decode(ActionScaling.self, forKey: .scaling)
    deviation = try container.decode(Float.self, forKey: .deviation)
    guard deviation > 0 else {
      throw DecodingError.dataCorruptedError(
        forKey: .deviation, in: container,
        debugDescription: "a normal distribution has no deviation of \(deviation)")
    }
  }
}

/// The normal distribution.
enum Normal {
  /// ½ log 2π.
  static let halfLogTau: Float = 0.918_938_533

  /// log σ + ½ log 2π.
  static func logScale(of deviation: Float) -> Float { Float(log(Double(deviation))) + halfLogTau }
}
