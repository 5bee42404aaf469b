/// Text for the bytes of a path, and back.
///
/// A path on Linux is any bytes but zero. Text is UTF-8, so a byte that is none becomes a private character of its own,
/// U+10FE80 for byte 0x80 up to U+10FEFF for byte 0xFF; should a path hold those characters themselves, their bytes are
/// treated likewise. Every path has one text, and every text that came of a path leads back to it.
extension String {
  /// The text of a path's bytes.
  public init(pathBytes bytes: some Collection<UInt8>) {
    if !bytes.contains(Self.firstByteOfBytes), let text = String(validating: bytes, as: UTF8.self) {
      self = text
      return
    }
    var scalars = String.UnicodeScalarView()
    var rest = Array(bytes)[...]
    while let first = rest.first {
      let scalar = String.character(at: rest)
      scalars.append(scalar ?? String.character(for: first))
      rest = rest.dropFirst(scalar.map(UTF8.width) ?? 1)
    }
    self.init(scalars)
  }

  /// The bytes of a path's text.
  public var pathBytes: [UInt8] {
    guard utf8.contains(Self.firstByteOfBytes) else { return Array(utf8) }
    return unicodeScalars.flatMap { scalar in Self.byte(of: scalar).map { [$0] } ?? Array(String(scalar).utf8) }
  }

  private static let byteOffset: UInt32 = 0x10FE00
  /// The byte with which the characters that stand for bytes begin in UTF-8; few others do.
  private static let firstByteOfBytes: UInt8 = 0xF4

  /// The byte that a character stands for; `nil` if it stands for itself.
  static func byte(of scalar: Unicode.Scalar) -> UInt8? {
    guard (byteOffset + 0x80...byteOffset + 0xFF).contains(scalar.value) else { return nil }
    return UInt8(truncatingIfNeeded: scalar.value - byteOffset)
  }

  private static func character(for byte: UInt8) -> Unicode.Scalar {
    Unicode.Scalar(byteOffset + UInt32(byte)) ?? "\u{FFFD}"
  }

  /// The character that bytes begin with; `nil` if it is none that stands for itself.
  private static func character(at bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
    var decoder = UTF8()
    var iterator = bytes.prefix(4).makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator), byte(of: scalar) == nil else { return nil }
    return scalar
  }
}
