/// A number that observations and actions are made of.
public protocol SpaceScalar: BitwiseCopyable, Sendable, Comparable, Codable {
  /// NumPy's name of the type.
  static var numPyName: String { get }
  /// The number zero.
  static var zero: Self { get }
  /// The number as a float, for networks and for flattening.
  var floatValue: Float { get }
  /// Makes the number from a double that it can represent, rounding where it must.
  init(_ number: Double)
}

extension Float: SpaceScalar {
  /// NumPy's name of the type.
  public static var numPyName: String { "float32" }
  /// The number itself.
  @inlinable public var floatValue: Float { self }
}

extension Int: SpaceScalar {
  /// NumPy's name of the type.
  public static var numPyName: String { "int64" }
  /// The nearest float.
  @inlinable public var floatValue: Float { Float(self) }
}

extension UInt8: SpaceScalar {
  /// NumPy's name of the type.
  public static var numPyName: String { "uint8" }
  /// The same number as a float.
  @inlinable public var floatValue: Float { Float(self) }
}

/// A set of observations or actions, each a row of numbers in C order.
///
/// Counterpart of `gymnasium.spaces.Space`. Random elements are drawn in Gymnasium's order, so that a generator
/// with the seed of a Gymnasium space gives its samples (all but those of a ``DiscreteTuple``).
public protocol Space<Scalar>: Sendable, Equatable {
  /// The type of each number.
  associatedtype Scalar: SpaceScalar

  /// How many numbers an element has.
  var scalarCount: Int { get }

  /// How many numbers an element has once flattened; categories count one per value.
  var flattenedCount: Int { get }

  /// Whether a row of numbers is an element of the space.
  func contains(_ element: Span<Scalar>) -> Bool

  /// Draws a random element.
  func sample(into element: inout MutableSpan<Scalar>, using generator: inout RandomGenerator)

  /// Writes an element as floats: numbers as they are, categories one-hot.
  ///
  /// Counterpart of `gymnasium.spaces.flatten`.
  func flatten(_ element: Span<Scalar>, into flattened: inout MutableSpan<Float>)

  /// The space as a value that can be printed, compared and stored.
  var descriptor: SpaceDescriptor { get }
}

extension Space {
  /// Whether an array of numbers is an element of the space.
  public func contains(_ element: [Scalar]) -> Bool { contains(element.span) }

  /// Returns a random element.
  public func sample(using generator: inout RandomGenerator) -> [Scalar] {
    var element = [Scalar](repeating: .zero, count: scalarCount)
    var row = element.mutableSpan
    sample(into: &row, using: &generator)
    return element
  }

  /// Returns an element as floats: numbers as they are, categories one-hot.
  public func flatten(_ element: [Scalar]) -> [Float] {
    var flattened = [Float](repeating: 0, count: flattenedCount)
    var row = flattened.mutableSpan
    flatten(element.span, into: &row)
    return flattened
  }
}
