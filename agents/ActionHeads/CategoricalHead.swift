import Foundation
import NeuralNet
import Safetensors
import Simulation

/// A probability for each value of each category: the softmax of as many numbers.
///
/// Actions of several categories are chosen independently of each other, given what is seen.
public struct CategoricalHead: ActionHead {
  /// The kind of head, as policy files name it.
  public static let name = "categories"
  /// The share of actions that are equal.
  public static let comparison = "accuracy"

  /// The number of values of each category.
  public let counts: [Int]
  /// The first value of each category.
  public let starts: [Int]

  /// Takes the elements of any space of categories.
  public init?(_ space: SpaceDescriptor) {
    guard let categories = space.categories else { return nil }
    counts = categories.map(\.count)
    starts = categories.map(\.start)
  }

  /// The categories.
  public var domain: (any Space<Int>)? { MultiDiscrete(zip(counts, starts).map { Discrete($0, start: $1) }) }

  /// One number per category.
  public var actionSize: Int { counts.count }
  /// One number per value.
  public var outputCount: Int { counts.reduce(0, +) }
  /// One number per value.
  public var featureCount: Int { outputCount }

  /// Counts values from 0.
  public func encode(_ actions: Span<Int>, into targets: inout MutableSpan<Float>) {
    var category = 0
    for index in actions.indices {
      targets[index] = Float(actions[index] - starts[category])
      category = category + 1 == counts.count ? 0 : category + 1
    }
  }

  /// Writes ones and zeros.
  public func writeFeatures(of actions: Span<Int>, into features: inout MutableSpan<Float>) {
    for index in features.indices { features[index] = 0 }
    var (start, category) = (0, 0)
    for index in actions.indices {
      features[start + actions[index] - starts[category]] = 1
      start += counts[category]
      category = category + 1 == counts.count ? 0 : category + 1
    }
  }

  /// The sum over all categories of log p(value).
  public func logLikelihood(of targets: Tensor, given outputs: Tensor) -> Tensor {
    requireRows(targets, outputs)
    let rows = targets.shape[0]
    return sum { category, logits in
      let values = counts.count == 1 ? targets : targets.slice(category..<category + 1, along: 1)
      return logits.logSoftmax().picking(values.reshaped(to: [rows]))
    }(outputs)
  }

  /// The sum over all categories of −Σ p log p.
  public func entropy(of outputs: Tensor) -> Tensor {
    sum { _, logits in
      let logarithms = logits.logSoftmax()
      return -(logarithms.exponential() * logarithms).sum(along: [-1])
    }(outputs)
  }

  /// Writes the likeliest value of every category; the first of several.
  public func decide(by outputs: Span<Float>, into actions: inout MutableSpan<Int>) {
    choose(outputs, &actions) { $0.greatest }
  }

  /// Draws a value for every category.
  public func sample(
    from outputs: Span<Float>, into actions: inout MutableSpan<Int>, using generator: inout RandomGenerator
  ) {
    choose(outputs, &actions) { $0.drawnByExponentials(using: &generator) }
  }

  /// The share of actions that are equal in all categories.
  public func compare(_ actions: Span<Int>, with others: Span<Int>) -> Double {
    var equal = 0
    for row in 0..<actions.count / actionSize {
      let differs = (row * actionSize..<(row + 1) * actionSize).contains { actions[$0] != others[$0] }
      if !differs { equal += 1 }
    }
    return Double(equal) * Double(actionSize) / Double(actions.count)
  }

  private func choose(_ outputs: Span<Float>, _ actions: inout MutableSpan<Int>, _ value: (Span<Float>) -> Int) {
    var (start, category) = (0, 0)
    for index in actions.indices {
      actions[index] = starts[category] + value(outputs.extracting(start..<start + counts[category]))
      start += counts[category]
      category = category + 1 == counts.count ? 0 : category + 1
    }
  }

  /// Returns the sum over all categories of a function of their outputs, itself a function of the outputs.
  private func sum(_ function: @escaping (Int, Tensor) -> Tensor) -> (Tensor) -> Tensor {
    { outputs in
      guard counts.count > 1 else { return function(0, outputs) }
      var (start, total) = (0, Tensor?.none)
      for (category, count) in counts.enumerated() {
        let part = function(category, outputs.slice(start..<start + count, along: 1))
        total = total.map { $0 + part } ?? part
        start += count
      }
      return total ?? .filled(0, shape: [outputs.shape[0]])
    }
  }
}

extension CategoricalHead {
  private enum Key: String, CodingKey { case counts, starts }

  /// Reads a head; the file it comes from may hold anything.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    counts = try container.decode([Int].self, forKey: .counts)
    starts = try container.decode([Int].self, forKey: .starts)
    guard FeatureCount.areUsable(counts, from: starts) else { throw FeatureCount.refusal(of: counts, in: decoder) }
  }
}

extension Span<Float> {
  /// Returns an index drawn with a probability proportional to the exponential of its number.
  func drawnByExponentials(using generator: inout RandomGenerator) -> Int {
    let greatest = greatest
    return generator.index(among: count) { exp(Double(self[$0] - self[greatest])) } ?? greatest
  }
}
