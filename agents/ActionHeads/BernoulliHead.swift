import Foundation
import NeuralNet
import Simulation

/// A probability for each bit of an action, the sigmoid of an output: bits are chosen independently of each other.
public struct BernoulliHead: ActionHead {
  /// The kind of head, as policy files name it.
  public static let name = "bits"
  /// The share of actions that are equal.
  public static let comparison = "accuracy"

  /// The number of bits.
  public let count: Int

  /// Takes the elements of a space of bits.
  public init?(_ space: SpaceDescriptor) {
    guard case .multiBinary(let count) = space else { return nil }
    self.count = count
  }

  /// One number per bit.
  public var actionSize: Int { count }
  /// One number per bit.
  public var outputCount: Int { count }
  /// One number per bit.
  public var featureCount: Int { count }

  /// Writes zeros and ones.
  public func encode(_ actions: borrowing RowBuffer, into targets: inout MutableSpan<Float>) {
    writeFeatures(of: actions, rows: 0..<actions.count, into: &targets)
  }

  /// Writes zeros and ones.
  public func writeFeatures(
    of actions: borrowing RowBuffer, rows: Range<Int>, into features: inout MutableSpan<Float>
  ) {
    actions.writeFloats(0..<count, ofField: 0, of: rows, into: &features, every: count)
  }

  /// The sum over all bits of b x − log (1 + eˣ), where x is a bit's output.
  public func logLikelihood(of targets: Tensor, given outputs: Tensor) -> Tensor {
    requireRows(targets, outputs)
    return (targets * outputs - outputs.softplus()).sum(along: [1])
  }

  /// The sum over all bits of log (1 + eˣ) − x σ(x).
  public func entropy(of outputs: Tensor) -> Tensor {
    (outputs.softplus() - outputs * outputs.sigmoid()).sum(along: [1])
  }

  /// Sets the bits that are likelier set than not.
  public func decide(by outputs: Span<Float>, allowing masks: ActionMasks, into targets: inout MutableSpan<Float>) {
    for index in targets.indices { targets[index] = outputs[index] > 0 ? 1 : 0 }
  }

  /// Draws every bit.
  public func sample(
    from outputs: Span<Float>, allowing masks: ActionMasks, into targets: inout MutableSpan<Float>,
    using generator: inout RandomGenerator
  ) {
    for index in targets.indices {
      targets[index] = generator.random() < 1 / (1 + exp(-Double(outputs[index]))) ? 1 : 0
    }
  }

  /// Writes the bits.
  public func decode(_ targets: Span<Float>, into actions: inout RowBuffer) {
    var bits = actions.mutableNumbers(as: UInt8.self)
    for index in bits.indices { bits[index] = targets[index] > 0 ? 1 : 0 }
  }

  /// The share of actions that are equal in all bits.
  public func compare(_ actions: borrowing RowBuffer, with others: borrowing RowBuffer) -> Double {
    actions.shareOfRows(equalTo: others)
  }
}

extension BernoulliHead {
  private enum Key: String, CodingKey { case count }

  /// Reads a head; the file it comes from may hold anything.
  public init(from decoder: any Decoder) throws {
    count = try decoder.container(keyedBy: Key.self).decode(Int.self, forKey: .count)
    guard FeatureCount.isUsable([count]) else { throw FeatureCount.refusal(of: [count], in: decoder) }
  }
}

extension RowBuffer {
  /// Returns the share of rows that equal those of another buffer.
  func shareOfRows(equalTo others: borrowing RowBuffer) -> Double {
    var equal = 0
    for row in 0..<count where matches(others, row..<row + 1, at: row) { equal += 1 }
    return Double(equal) / Double(count)
  }
}
