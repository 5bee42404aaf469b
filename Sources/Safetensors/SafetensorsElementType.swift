/// The type of a stored tensor's elements.
///
/// The raw value is the name in the file.
/// The cases stand in the order of the reference library, which lays tensors out from the last case to the first.
public enum SafetensorsElementType: String, Sendable, Hashable, CaseIterable {
  /// One byte, 0 or 1.
  case bool = "BOOL"
  /// Half a byte; an odd number of elements cannot be stored.
  case float4 = "F4"
  /// Six bits with a 3-bit mantissa.
  case float6E2M3 = "F6_E2M3"
  /// Six bits with a 2-bit mantissa.
  case float6E3M2 = "F6_E3M2"
  /// An unsigned byte.
  case uint8 = "U8"
  /// A signed byte.
  case int8 = "I8"
  /// A byte with a 2-bit mantissa.
  case float8E5M2 = "F8_E5M2"
  /// A byte with a 3-bit mantissa.
  case float8E4M3 = "F8_E4M3"
  /// A power of two in a byte.
  case float8E8M0 = "F8_E8M0"
  /// A byte with a 3-bit mantissa, without infinities and negative zero.
  case float8E4M3FNUZ = "F8_E4M3FNUZ"
  /// A byte with a 2-bit mantissa, without infinities and negative zero.
  case float8E5M2FNUZ = "F8_E5M2FNUZ"
  /// A signed integer of 2 bytes.
  case int16 = "I16"
  /// An unsigned integer of 2 bytes.
  case uint16 = "U16"
  /// IEEE 754 half precision.
  case float16 = "F16"
  /// The upper half of a single-precision number.
  case bfloat16 = "BF16"
  /// A signed integer of 4 bytes.
  case int32 = "I32"
  /// An unsigned integer of 4 bytes.
  case uint32 = "U32"
  /// IEEE 754 single precision.
  case float32 = "F32"
  /// Two single-precision numbers, real and imaginary.
  case complex64 = "C64"
  /// IEEE 754 double precision.
  case float64 = "F64"
  /// A signed integer of 8 bytes.
  case int64 = "I64"
  /// An unsigned integer of 8 bytes.
  case uint64 = "U64"

  /// The size of one element in bits.
  public var bitWidth: Int {
    switch self {
    case .float4: 4
    case .float6E2M3, .float6E3M2: 6
    case .bool, .uint8, .int8: 8
    case .float8E5M2, .float8E4M3, .float8E8M0, .float8E4M3FNUZ, .float8E5M2FNUZ: 8
    case .int16, .uint16, .float16, .bfloat16: 16
    case .int32, .uint32, .float32: 32
    case .complex64, .float64, .int64, .uint64: 64
    }
  }

  /// The size in bytes of a tensor of this shape; `nil` when that is no whole number or too large to count.
  public func byteCount(shape: [Int]) -> Int? {
    // As in the reference library, dimensions that overflow together are refused even if a later one is zero.
    var bits = bitWidth
    for size in shape {
      let (product, overflow) = bits.multipliedReportingOverflow(by: size)
      if overflow || size < 0 { return nil }
      bits = product
    }
    return bits % 8 == 0 ? bits / 8 : nil
  }
}
