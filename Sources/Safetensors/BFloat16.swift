/// A 16-bit number with the exponent of a `Float` and 7 bits of mantissa, for storage only: convert it to compute.
public struct BFloat16: Sendable, Hashable, BitwiseCopyable {
  /// The upper half of the bit pattern of the `Float` with the same value.
  public var bitPattern: UInt16

  /// Takes the bits as they are.
  public init(bitPattern: UInt16) {
    self.bitPattern = bitPattern
  }

  /// The nearest number, ties to even; a NaN stays a NaN.
  public init(_ value: Float) {
    let bits = value.bitPattern
    if value.isNaN {
      bitPattern = UInt16(truncatingIfNeeded: bits >> 16) | 0x0040
    } else {
      bitPattern = UInt16(truncatingIfNeeded: (bits + 0x7fff + (bits >> 16 & 1)) >> 16)
    }
  }
}

extension BFloat16: SafetensorsElement {
  /// `BF16`.
  public static var elementType: SafetensorsElementType { .bfloat16 }
}

extension Float {
  /// The same value; every `BFloat16` is a `Float`.
  public init(_ value: BFloat16) {
    self.init(bitPattern: UInt32(value.bitPattern) << 16)
  }
}
