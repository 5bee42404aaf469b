/// The type of a number as a value: NumPy's dtype.
public enum ScalarKind: String, Sendable, Codable, CaseIterable {
  /// A `Float`.
  case float32
  /// A `Double`.
  case float64
  /// An `Int`.
  case int64
  /// A `UInt8`.
  case uint8
  /// A `Bool`, which takes one byte.
  case bool

  /// The size of a number in bytes, which is also its alignment.
  @inlinable public var size: Int {
    switch self {
    case .float32: 4
    case .float64, .int64: 8
    case .uint8, .bool: 1
    }
  }

  /// True if the numbers have a fractional part.
  @inlinable public var isFloatingPoint: Bool { self == .float32 || self == .float64 }
}

/// A Swift type that rows can hold, and the kind that stands for it.
public protocol RowScalar: BitwiseCopyable, Sendable, Equatable {
  /// The kind that stands for the type.
  static var kind: ScalarKind { get }
  /// The number zero.
  static var zero: Self { get }
}

extension Float: RowScalar {
  /// The kind `float32`.
  @inlinable public static var kind: ScalarKind { .float32 }
}

extension Double: RowScalar {
  /// The kind `float64`.
  @inlinable public static var kind: ScalarKind { .float64 }
}

extension Int: RowScalar {
  /// The kind `int64`.
  @inlinable public static var kind: ScalarKind { .int64 }
}

extension UInt8: RowScalar {
  /// The kind `uint8`.
  @inlinable public static var kind: ScalarKind { .uint8 }
}

extension Bool: RowScalar {
  /// The kind `bool`.
  @inlinable public static var kind: ScalarKind { .bool }
  /// False.
  @inlinable public static var zero: Bool { false }
}
