extension PythonJSON {
  /// Reads a text.
  ///
  /// - Throws: The place at which it ceases to be JSON, if it does.
  init(parsing text: some Sequence<UInt8>) throws(JSONDamage) {
    var parser = Parser(bytes: Array(text))
    self = try parser.document()
  }
}

/// The place at which a text ceases to be JSON, and the text that was expected there.
struct JSONDamage: Error {
  let offset: Int
  let expected: String
}

/// Reads JSON byte by byte.
private struct Parser {
  let bytes: [UInt8]
  private var place = 0
  private var depth = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() throws(JSONDamage) -> PythonJSON {
    let value = try value()
    skipSpace()
    guard place == bytes.count else { throw damage("the end") }
    return value
  }

  private func damage(_ expected: String) -> JSONDamage { JSONDamage(offset: place, expected: expected) }

  private var current: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func skipSpace() {
    while let byte = current, byte == 0x20 || (0x09...0x0D).contains(byte) { place += 1 }
  }

  /// Takes a character, if it is next.
  private mutating func take(_ character: Character) -> Bool {
    skipSpace()
    guard current == character.asciiValue else { return false }
    place += 1
    return true
  }

  private mutating func take(word: String) -> Bool {
    guard bytes[place...].starts(with: word.utf8) else { return false }
    place += word.utf8.count
    return true
  }

  private mutating func value() throws(JSONDamage) -> PythonJSON {
    // Deeper than any space or specification; a damaged file must not exhaust the stack.
    guard depth < 200 else { throw damage("less nesting") }
    depth += 1
    defer { depth -= 1 }
    if take("{") { return .object(try members()) }
    if take("[") { return .list(try elements()) }
    if take("\"") { return .text(try text()) }
    if take(word: "null") { return .null }
    if take(word: "true") { return .flag(true) }
    if take(word: "false") { return .flag(false) }
    return .number(try number())
  }

  private mutating func members() throws(JSONDamage) -> [PythonJSON.Member] {
    var members: [PythonJSON.Member] = []
    if take("}") { return members }
    repeat {
      guard take("\"") else { throw damage("a name in quotes") }
      let name = try text()
      guard take(":") else { throw damage("':'") }
      members.append(PythonJSON.Member(name: name, value: try value()))
    } while take(",")
    guard take("}") else { throw damage("',' or '}'") }
    return members
  }

  private mutating func elements() throws(JSONDamage) -> [PythonJSON] {
    var elements: [PythonJSON] = []
    if take("]") { return elements }
    repeat { elements.append(try value()) } while take(",")
    guard take("]") else { throw damage("',' or ']'") }
    return elements
  }

  private mutating func number() throws(JSONDamage) -> String {
    for word in ["NaN", "Infinity", "-Infinity"] where take(word: word) { return word }
    let start = place
    while let byte = current, (0x30...0x39).contains(byte) || "+-.eE".utf8.contains(byte) { place += 1 }
    let literal = String(decoding: bytes[start..<place], as: UTF8.self)
    guard Double(literal) != nil else {
      place = start
      throw damage("a value")
    }
    return literal
  }

  private mutating func text() throws(JSONDamage) -> String {
    var units: [UInt8] = []
    while let byte = current {
      place += 1
      switch byte {
      case 0x22: return String(decoding: units, as: UTF8.self)
      case 0x5C: try escape(into: &units)
      default: units.append(byte)
      }
    }
    throw damage("'\"'")
  }

  private mutating func escape(into units: inout [UInt8]) throws(JSONDamage) {
    guard let byte = current else { throw damage("a character") }
    place += 1
    switch byte {
    case UInt8(ascii: "n"): units.append(0x0A)
    case UInt8(ascii: "t"): units.append(0x09)
    case UInt8(ascii: "r"): units.append(0x0D)
    case UInt8(ascii: "b"): units.append(0x08)
    case UInt8(ascii: "f"): units.append(0x0C)
    case UInt8(ascii: "u"): try escapedScalar(into: &units)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): units.append(byte)
    default: throw damage("an escape such as \\n")
    }
  }

  private mutating func escapedScalar(into units: inout [UInt8]) throws(JSONDamage) {
    var utf16 = [try hexadecimal()]
    if (0xD800..<0xDC00).contains(utf16[0]), take(word: "\\u") { utf16.append(try hexadecimal()) }
    units += String(decoding: utf16, as: UTF16.self).utf8
  }

  private mutating func hexadecimal() throws(JSONDamage) -> UInt16 {
    guard place + 4 <= bytes.count,
      let unit = UInt16(String(decoding: bytes[place..<place + 4], as: UTF8.self), radix: 16)
    else { throw damage("four hexadecimal digits") }
    place += 4
    return unit
  }
}
