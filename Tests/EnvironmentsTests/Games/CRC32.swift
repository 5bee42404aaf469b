/// The checksum CRC-32 of ISO 3309, as zlib's.
struct CRC32 {
  private static let table = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { word, _ in word >> 1 ^ (word & 1 == 0 ? 0 : 0xedb8_8320) }
  }

  private var state = UInt32.max
  private let table = Self.table

  var value: UInt32 { ~state }

  mutating func add(_ byte: UInt8) { state = state >> 8 ^ table[Int((state ^ UInt32(byte)) & 0xff)] }

  mutating func add(_ bytes: Span<UInt8>) {
    for index in bytes.indices { add(bytes[index]) }
  }

  mutating func add(_ bytes: [UInt8]) {
    for byte in bytes { add(byte) }
  }

  /// Adds the bytes of a word, the lowest first.
  mutating func add(_ word: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) { add(UInt8(truncatingIfNeeded: word >> UInt64(shift))) }
  }
}
