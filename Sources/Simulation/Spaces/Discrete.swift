/// The integers `start ..< start + count`: one number, one of `count` categories.
///
/// Counterpart of `gymnasium.spaces.Discrete`.
public struct Discrete: CategoricalSpace {
  /// How many values there are.
  public let count: Int
  /// The smallest value.
  public let start: Int

  /// Makes the space of the integers `start ..< start + count`.
  ///
  /// - Precondition: `count` is positive.
  public init(_ count: Int, start: Int = 0) {
    precondition(count > 0, "a Discrete space needs at least one value, not \(count)")
    self.count = count
    self.start = start
  }

  /// The values as a range.
  @inlinable
  public var range: Range<Int> { start..<(start + count) }

  /// The space itself: a row of one category.
  public var categories: [Discrete] { [self] }

  /// One number.
  @inlinable
  public var scalarCount: Int { 1 }

  /// Whether the one number is in range.
  @inlinable
  public func contains(_ element: Span<Int>) -> Bool {
    element.count == 1 && range.contains(element[0])
  }

  /// Draws one of the values, all equally likely.
  @inlinable
  public func sample(into element: inout MutableSpan<Int>, using generator: inout RandomGenerator) {
    element[0] = start + generator.integers(0..<count)
  }

  /// Draws one of the values that a mask allows, all equally likely.
  ///
  /// - Parameters:
  ///   - mask: One flag per value. If it allows none, the smallest value is returned, as Gymnasium does.
  ///   - generator: The source of randomness; nothing is drawn when the mask allows none.
  public func sample(mask: [Bool], using generator: inout RandomGenerator) -> Int {
    precondition(mask.count == count, "a mask for \(count) values needs \(count) flags, not \(mask.count)")
    let allowed = mask.indices.filter { mask[$0] }
    guard !allowed.isEmpty else { return start }
    return start + allowed[generator.integers(0..<allowed.count)]
  }

  /// Draws one of the values with the given probabilities.
  public func sample(probabilities: [Double], using generator: inout RandomGenerator) -> Int {
    precondition(
      probabilities.count == count,
      "\(count) values need \(count) probabilities, not \(probabilities.count)")
    return start + generator.choice(probabilities: probabilities)
  }

  /// The space as a value.
  public var descriptor: SpaceDescriptor { .discrete(count: count, start: start) }
}
