/// Rows of integers, each with its own number of values.
///
/// Counterpart of `gymnasium.spaces.MultiDiscrete` with one axis.
public struct MultiDiscrete: CategoricalSpace {
  /// The range of each number.
  public let categories: [Discrete]

  /// Makes a space from the number of values at each position, each starting at 0.
  public init(_ counts: [Int]) {
    self.init(counts.map { Discrete($0) })
  }

  /// Makes a space from the range at each position.
  public init(_ categories: [Discrete]) {
    precondition(!categories.isEmpty, "a MultiDiscrete space needs at least one category")
    self.categories = categories
  }

  /// Draws each number uniformly: one `random()` times the count, cut to an integer, as Gymnasium does.
  public func sample(into element: inout MutableSpan<Int>, using generator: inout RandomGenerator) {
    for (index, category) in categories.enumerated() {
      element[index] = category.start + Int(generator.random() * Double(category.count))
    }
  }

  /// The space as a value.
  public var descriptor: SpaceDescriptor {
    .multiDiscrete(counts: categories.map(\.count), start: categories.map(\.start))
  }
}

/// A tuple of ``Discrete`` spaces, as Blackjack observes it.
///
/// Counterpart of `gymnasium.spaces.Tuple` over `Discrete`. It holds the same elements as a ``MultiDiscrete``,
/// and draws them as Gymnasium's tuple does: each part from a stream of its own.
public struct DiscreteTuple: CategoricalSpace {
  /// The parts.
  public let categories: [Discrete]

  /// Makes a tuple of `Discrete` spaces with these numbers of values.
  public init(_ counts: Int...) {
    precondition(!counts.isEmpty, "a tuple needs at least one part")
    categories = counts.map { Discrete($0) }
  }

  /// Draws each part uniformly.
  public func sample(into element: inout MutableSpan<Int>, using generator: inout RandomGenerator) {
    for (index, category) in categories.enumerated() {
      element[index] = category.start + generator.integers(0..<category.count)
    }
  }

  /// The space as a value.
  public var descriptor: SpaceDescriptor { .tuple(categories.map(\.descriptor)) }
}
