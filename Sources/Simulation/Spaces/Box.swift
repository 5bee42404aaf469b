/// Rows of numbers between two bounds, in the shape of an array.
///
/// Counterpart of `gymnasium.spaces.Box`; `Float` for `float32`, `UInt8` for images.
public struct Box<Scalar: SpaceScalar>: Space {
  /// The extent of each axis; an element is stored in C order.
  public let shape: [Int]
  /// The smallest value at each position.
  public let low: [Scalar]
  /// The largest value at each position.
  public let high: [Scalar]

  /// Makes a space from bounds for each position.
  ///
  /// - Precondition: The bounds are as many as the shape asks for, and `low <= high` everywhere.
  public init(low: [Scalar], high: [Scalar], shape: [Int]? = nil) {
    let shape = shape ?? [low.count]
    let count = shape.reduce(1, *)
    precondition(
      low.count == count && high.count == count,
      "a Box of shape \(shape) needs \(count) bounds of each kind, not \(low.count) and \(high.count)")
    for (least, most) in zip(low, high) {
      precondition(least <= most, "a Box needs low <= high, not \(least) and \(most)")
    }
    self.shape = shape
    self.low = low
    self.high = high
  }

  /// Makes a space with the same bounds everywhere.
  public init(low: Scalar, high: Scalar, shape: [Int]) {
    let count = shape.reduce(1, *)
    self.init(
      low: [Scalar](repeating: low, count: count), high: [Scalar](repeating: high, count: count), shape: shape)
  }

  /// The product of the shape.
  public var scalarCount: Int { low.count }

  /// The product of the shape.
  public var flattenedCount: Int { low.count }

  /// Whether every number lies within its bounds.
  public func contains(_ element: Span<Scalar>) -> Bool {
    element.count == low.count
      && element.indices.allSatisfy { element[$0] >= low[$0] && element[$0] <= high[$0] }
  }

  /// Writes the numbers as floats.
  public func flatten(_ element: Span<Scalar>, into flattened: inout MutableSpan<Float>) {
    for index in element.indices { flattened[index] = element[index].floatValue }
  }

  /// Draws a random element: uniform between two bounds, exponential from one, normal without any.
  ///
  /// The positions without bounds are drawn first, then those bounded below, above, and on both sides,
  /// which is Gymnasium's order.
  public func sample(into element: inout MutableSpan<Scalar>, using generator: inout RandomGenerator) {
    for kind in Interval.allCases {
      for index in low.indices where Interval(low[index], high[index]) == kind {
        element[index] = draw(kind, low[index], high[index], using: &generator)
      }
    }
  }

  private func draw(
    _ kind: Interval, _ low: Scalar, _ high: Scalar, using generator: inout RandomGenerator
  ) -> Scalar {
    if Scalar.self == Float.self {
      let (low, high) = (Double(low.floatValue), Double(high.floatValue))
      let number =
        switch kind {
        case .unbounded: generator.standardNormal()
        case .boundedBelow: generator.exponential() + low
        case .boundedAbove: high - generator.exponential()
        case .bounded: generator.uniform(low, high)
        }
      return Scalar(number)
    }
    return Scalar(generator.uniform(Double(low.floatValue), Double(high.floatValue) + 1).rounded(.down))
  }

  /// The space as a value.
  public var descriptor: SpaceDescriptor {
    .box(
      scalar: "\(Scalar.numPyName)", shape: shape, low: low.map { Double($0.floatValue) },
      high: high.map { Double($0.floatValue) })
  }
}

/// The form of an interval, in the order in which Gymnasium draws.
private enum Interval: CaseIterable {
  case unbounded, boundedBelow, boundedAbove, bounded

  init<Scalar: SpaceScalar>(_ low: Scalar, _ high: Scalar) {
    switch (low.floatValue.isFinite, high.floatValue.isFinite) {
    case (false, false): self = .unbounded
    case (true, false): self = .boundedBelow
    case (false, true): self = .boundedAbove
    case (true, true): self = .bounded
    }
  }
}
