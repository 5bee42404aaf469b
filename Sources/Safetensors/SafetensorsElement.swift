/// A Swift type whose arrays can be read from and written to safetensors files.
///
/// The conforming types are listed below; every other stored type is read as raw bytes.
public protocol SafetensorsElement: BitwiseCopyable, Sendable {
  /// The stored type whose bytes are those of this type, lowest first.
  static var elementType: SafetensorsElementType { get }
}

extension Bool: SafetensorsElement {
  /// `BOOL`.
  public static var elementType: SafetensorsElementType { .bool }
}

extension UInt8: SafetensorsElement {
  /// `U8`.
  public static var elementType: SafetensorsElementType { .uint8 }
}

extension Int8: SafetensorsElement {
  /// `I8`.
  public static var elementType: SafetensorsElementType { .int8 }
}

extension UInt16: SafetensorsElement {
  /// `U16`.
  public static var elementType: SafetensorsElementType { .uint16 }
}

extension Int16: SafetensorsElement {
  /// `I16`.
  public static var elementType: SafetensorsElementType { .int16 }
}

extension UInt32: SafetensorsElement {
  /// `U32`.
  public static var elementType: SafetensorsElementType { .uint32 }
}

extension Int32: SafetensorsElement {
  /// `I32`.
  public static var elementType: SafetensorsElementType { .int32 }
}

extension UInt64: SafetensorsElement {
  /// `U64`.
  public static var elementType: SafetensorsElementType { .uint64 }
}

extension Int64: SafetensorsElement {
  /// `I64`.
  public static var elementType: SafetensorsElementType { .int64 }
}

extension Int: SafetensorsElement {
  /// `I64`.
  public static var elementType: SafetensorsElementType { .int64 }
}

extension Float16: SafetensorsElement {
  /// `F16`.
  public static var elementType: SafetensorsElementType { .float16 }
}

extension Float: SafetensorsElement {
  /// `F32`.
  public static var elementType: SafetensorsElementType { .float32 }
}

extension Double: SafetensorsElement {
  /// `F64`.
  public static var elementType: SafetensorsElementType { .float64 }
}
