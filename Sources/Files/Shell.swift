/// Words as a POSIX shell reads them.
public enum Shell {
  /// A word that a shell reads as the given text.
  ///
  /// The word is one line of printable characters whatever the text holds, so that it can be shown and pasted.
  public static func quoted(_ text: String) -> String {
    let bytes = text.pathBytes
    if !bytes.isEmpty, bytes.allSatisfy(isPlain), bytes[0] != UInt8(ascii: "~") { return text }
    let isPrintable = text.unicodeScalars.allSatisfy { !isControl($0) } && bytes == Array(text.utf8)
    // printf writes what no other quotes can hold; the shell takes away the line ends that come last, and nothing else.
    return isPrintable
      ? "'\(text.replacing("'", with: "'\\''"))'" : "\"$(printf '\(bytes.map(escaped).joined())')\""
  }

  /// A path as a word that is no option.
  public static func quoted(path: String) -> String { quoted(path.hasPrefix("-") ? "./\(path)" : path) }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "_@%+=:,./-~".utf8.contains(byte)
    }
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
    default: false
    }
  }

  private static func escaped(_ byte: UInt8) -> String {
    if byte == UInt8(ascii: "%") { return "%%" }
    if isPlain(byte) || byte == UInt8(ascii: " ") { return String(UnicodeScalar(byte)) }
    let digits = String(byte, radix: 8)
    return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
  }
}
