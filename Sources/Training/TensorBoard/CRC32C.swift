/// The checksum CRC-32C of Castagnoli's polynomial, as in RFC 3720, section 12.1.
enum CRC32C {
  /// The checksum of some bytes.
  static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    ~bytes.reduce(~0) { ($0 >> 8) ^ table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] }
  }

  /// The checksum as TensorFlow's records store it.
  ///
  /// It is rotated and shifted, since the checksum of data that holds its own checksum says little.
  static func masked(_ bytes: some Sequence<UInt8>) -> UInt32 {
    let checksum = checksum(bytes)
    return ((checksum >> 15) | (checksum << 17)) &+ 0xA282_EAD8
  }

  /// The terms of the checksum by byte; the polynomial has its bits reversed.
  private static let table: [UInt32] = (0..<256).map { (byte: UInt32) in
    (0..<8).reduce(byte) { rest, _ in (rest >> 1) ^ (rest & 1 == 1 ? 0x82F6_3B78 : 0) }
  }
}
