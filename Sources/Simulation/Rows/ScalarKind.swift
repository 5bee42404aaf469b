/// The type of a number as a value: NumPy's dtype.
public enum ScalarKind: String, Sendable, Codable, CaseIterable {
  /// A `Bool`, which takes one byte.
  case bool
  /// A `UInt8`.
  case uint8
  /// An `Int8`.
  case int8
  /// A `UInt16`.
  case uint16
  /// An `Int16`.
  case int16
  /// A `UInt32`.
  case uint32
  /// An `Int32`.
  case int32
  /// A `UInt64`.
  case uint64
  /// An `Int`.
  case int64
  /// A `Float16`.
  case float16
  /// A `Float`.
  case float32
  /// A `Double`.
  case float64

  /// The size of a number in bytes, which is also its alignment.
  @inlinable public var size: Int {
    switch self {
    case .bool, .uint8, .int8: 1
    case .uint16, .int16, .float16: 2
    case .uint32, .int32, .float32: 4
    case .uint64, .int64, .float64: 8
    }
  }

  /// True if the numbers have a fractional part.
  @inlinable public var isFloatingPoint: Bool { self == .float16 || self == .float32 || self == .float64 }

  /// The Swift type that spaces use for such numbers; `nil` if there is none.
  ///
  /// A function that is generic over it opens the kind: `func count<Number: SpaceScalar>(_: Number.Type)`.
  public var spaceScalar: (any SpaceScalar.Type)? {
    switch self {
    case .uint8: UInt8.self
    case .int8: Int8.self
    case .uint16: UInt16.self
    case .int16: Int16.self
    case .uint32: UInt32.self
    case .int32: Int32.self
    case .uint64: UInt64.self
    case .int64: Int.self
    case .float32: Float.self
    case .float64: Double.self
    case .bool, .float16: nil
    }
  }
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

extension Int8: RowScalar {
  /// The kind `int8`.
  @inlinable public static var kind: ScalarKind { .int8 }
}

extension UInt16: RowScalar {
  /// The kind `uint16`.
  @inlinable public static var kind: ScalarKind { .uint16 }
}

extension Int16: RowScalar {
  /// The kind `int16`.
  @inlinable public static var kind: ScalarKind { .int16 }
}

extension UInt32: RowScalar {
  /// The kind `uint32`.
  @inlinable public static var kind: ScalarKind { .uint32 }
}

extension Int32: RowScalar {
  /// The kind `int32`.
  @inlinable public static var kind: ScalarKind { .int32 }
}

extension UInt64: RowScalar {
  /// The kind `uint64`.
  @inlinable public static var kind: ScalarKind { .uint64 }
}

extension Bool: RowScalar {
  /// The kind `bool`.
  @inlinable public static var kind: ScalarKind { .bool }
  /// False.
  @inlinable public static var zero: Bool { false }
}
