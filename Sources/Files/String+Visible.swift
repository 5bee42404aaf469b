/// Text that may come from a file, made fit for a terminal, a window or a picture.
///
/// A file can name its author `\u{1B}]0;…`, and a terminal would obey. So whatever steers instead of being seen is
/// written out: U+001B becomes `\u{1B}`, in the digits that Swift has for it. That is every control character (C0,
/// DELETE, C1, the end of a line and the tabulator too), separators of lines and paragraphs, and format characters, those
/// that turn the direction of writing among them. Of the latter the two joiners stay, since words and emoji are spelled
/// with them. A byte of a path that is no UTF-8 (`String(pathBytes:)`) becomes `\xE9`.
extension String {
  /// The text with everything written out that would not be seen.
  public var visible: String {
    guard unicodeScalars.contains(where: \.isUnseen) else { return self }
    return unicodeScalars.reduce(into: "") { text, scalar in
      if let byte = String.byte(of: scalar) {
        text += "\\x" + String(byte, radix: 16, uppercase: true)
      } else if scalar.isUnseen {
        text += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
  }

  /// JSON text with everything written out that would not be seen, in JSON's own way, `\u009b`: it means the same.
  public var visibleJSON: String {
    guard unicodeScalars.contains(where: \.isUnseen) else { return self }
    return unicodeScalars.reduce(into: "") { text, scalar in
      guard scalar.isUnseen, String.byte(of: scalar) == nil else { return text.unicodeScalars.append(scalar) }
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
  }
}

extension Unicode.Scalar {
  /// True if the character steers instead of being seen, or stands for a byte that is no UTF-8.
  fileprivate var isUnseen: Bool {
    if (0x20...0x7E).contains(value) { return false }
    return switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    case .format: value != 0x200C && value != 0x200D
    default: String.byte(of: self) != nil
    }
  }
}
