import NeuralNet
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
  /// One number per value.
  public let outputCount: Int

  /// Takes the elements of any space of categories.
  public init?(_ space: SpaceDescriptor) {
    let categories = space.leaves.map(\.categories)
    guard space.layout.kind == .int64, categories.allSatisfy({ $0 != nil }) else { return nil }
    let ranges = categories.flatMap { $0 ?? [] }
    counts = ranges.map(\.count)
    starts = ranges.map(\.lowerBound)
    outputCount = counts.reduce(0, +)
  }

  /// One number per category.
  public var actionSize: Int { counts.count }
  /// One number per value.
  public var featureCount: Int { outputCount }

  /// Counts values from 0.
  public func encode(_ actions: borrowing RowBuffer, into targets: inout MutableSpan<Float>) {
    let numbers = actions.numbers(as: Int.self)
    var category = 0
    for index in numbers.indices {
      targets[index] = Float(numbers[index] - starts[category])
      category = category + 1 == counts.count ? 0 : category + 1
    }
  }

  /// Writes ones and zeros.
  public func writeFeatures(
    of actions: borrowing RowBuffer, rows: Range<Int>, into features: inout MutableSpan<Float>
  ) {
    let count = featureCount
    for row in rows {
      OneHot.write(
        actions.row(row, as: Int.self), counts, starts, into: &features, at: (row - rows.lowerBound) * count)
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

  /// Writes the likeliest allowed value of every category; the first of several.
  public func decide(by outputs: Span<Float>, allowing masks: ActionMasks, into targets: inout MutableSpan<Float>) {
    choose(outputs, &targets) { values, row, start in values.greatest(allowing: masks, row: row, from: start) }
  }

  /// Draws an allowed value for every category.
  public func sample(
    from outputs: Span<Float>, allowing masks: ActionMasks, into targets: inout MutableSpan<Float>,
    using generator: inout RandomGenerator
  ) {
    choose(outputs, &targets) { values, row, start in
      values.drawnByExponentials(allowing: masks, row: row, from: start, using: &generator)
    }
  }

  /// Returns true if all are values of their categories, counted from 0.
  public func areTargets(_ targets: [Float]) -> Bool {
    targets.indices.allSatisfy { index in
      targets[index] == targets[index].rounded(.down)
        && (0..<Float(counts[index % counts.count])).contains(targets[index])
    }
  }

  /// Counts values from where each category begins.
  public func decode(_ targets: Span<Float>, into actions: inout RowBuffer) {
    var numbers = actions.mutableNumbers(as: Int.self)
    var category = 0
    for index in numbers.indices {
      numbers[index] = starts[category] + Int(targets[index])
      category = category + 1 == counts.count ? 0 : category + 1
    }
  }

  /// The share of actions that are equal in all categories.
  public func compare(_ actions: borrowing RowBuffer, with others: borrowing RowBuffer) -> Double {
    actions.shareOfRows(equalTo: others)
  }

  /// Writes a value for every category, given the outputs for it, the row, and the place of its first flag in a mask.
  private func choose(
    _ outputs: Span<Float>, _ targets: inout MutableSpan<Float>,
    _ value: (Span<Float>, _ row: Int, _ start: Int) -> Int
  ) {
    var (first, row) = (0, 0)
    for rowStart in stride(from: 0, to: targets.count, by: counts.count) {
      var start = 0
      for category in counts.indices {
        let count = counts[category]
        let own = outputs.extracting(first + start..<first + start + count)
        targets[rowStart + category] = Float(value(own, row, start))
        start += count
      }
      first += start
      row += 1
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
  private enum CodingKeys: String, CodingKey { case counts, starts }

  /// Reads a head; the file it comes from may hold anything.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    counts = try container.decode([Int].self, forKey: .counts)
    starts = try container.decode([Int].self, forKey: .starts)
    guard FeatureCount.areUsable(counts, from: starts) else { throw FeatureCount.refusal(of: counts, in: decoder) }
    outputCount = counts.reduce(0, +)
  }
}
