/// Rows of zeros and ones.
///
/// Counterpart of `gymnasium.spaces.MultiBinary`.
public struct MultiBinary: Space {
  /// How many bits an element has.
  public let count: Int

  /// Makes a space of rows of `count` bits.
  public init(_ count: Int) {
    precondition(count > 0, "a MultiBinary space needs at least one bit, not \(count)")
    self.count = count
  }

  /// One number per bit.
  public var scalarCount: Int { count }

  /// One number per bit.
  public var flattenedCount: Int { count }

  /// Whether every number is 0 or 1.
  public func contains(_ element: Span<UInt8>) -> Bool {
    element.count == count && element.indices.allSatisfy { element[$0] <= 1 }
  }

  /// Draws every bit, both values equally likely.
  public func sample(into element: inout MutableSpan<UInt8>, using generator: inout RandomGenerator) {
    let bits: [Int8] = generator.integers(0..<2, count: count)
    for index in 0..<count { element[index] = UInt8(bits[index]) }
  }

  /// Writes the bits as floats.
  public func flatten(_ element: Span<UInt8>, into flattened: inout MutableSpan<Float>) {
    for index in 0..<count { flattened[index] = Float(element[index]) }
  }

  /// The space as a value.
  public var descriptor: SpaceDescriptor { .multiBinary(count: count) }
}
