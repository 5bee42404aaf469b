/// Reads the tokens of a header's JSON, strictly.
///
/// A general JSON decoder would not do: it keeps one of two equal keys and says nothing, and the second could move a
/// tensor somewhere else. The scanner never recurses, so deep nesting is only an unexpected token.
struct HeaderScanner {
  typealias Problem = SafetensorsError.Problem

  private let bytes: [UInt8]
  private(set) var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { position == bytes.count }

  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  func unexpected(_ expected: String) -> Problem {
    let found =
      switch next {
      case nil: "the end"
      case .some(let byte) where byte > 0x20 && byte < 0x7f: "'\(Character(Unicode.Scalar(byte)))'"
      case .some(let byte): "byte \(byte)"
      }
    return .malformedHeader(offset: position, expected: expected, found: found)
  }

  mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { position += 1 }
  }

  /// Skips the spaces, and nothing else, that a writer may put behind the header.
  mutating func skipPadding() {
    while next == 0x20 { position += 1 }
  }

  /// Takes `token` if it comes next, after any space.
  mutating func take(_ token: Character) -> Bool {
    skipSpace()
    guard next == token.asciiValue else { return false }
    position += 1
    return true
  }

  mutating func expect(_ token: Character) throws(Problem) {
    guard take(token) else { throw unexpected("'\(token)'") }
  }

  /// Reads an object, handing each key to `member`, which has to read its value.
  mutating func object(
    member: (inout HeaderScanner, String) throws(Problem) -> Void
  ) throws(Problem) {
    try expect("{")
    var names = Set<String>()
    if take("}") { return }
    repeat {
      let name = try string()
      guard names.insert(name).inserted else { throw .duplicateName(name) }
      try expect(":")
      try member(&self, name)
    } while take(",")
    try expect("}")
  }

  /// Reads an array of whole numbers that are not negative.
  mutating func wholeNumbers() throws(Problem) -> [Int] {
    try expect("[")
    var numbers: [Int] = []
    if take("]") { return numbers }
    repeat { numbers.append(try wholeNumber()) } while take(",")
    try expect("]")
    return numbers
  }

  private mutating func wholeNumber() throws(Problem) -> Int {
    skipSpace()
    let expectation = "a whole number from 0 to \(Int.max)"
    let start = position
    var number = 0
    while let byte = next, byte >= 0x30, byte <= 0x39 {
      let (tens, tooLarge) = number.multipliedReportingOverflow(by: 10)
      let (sum, overflow) = tens.addingReportingOverflow(Int(byte - 0x30))
      let isPadded = position > start && number == 0
      if tooLarge || overflow || isPadded { throw unexpected(expectation) }
      number = sum
      position += 1
    }
    let isFraction = next == 0x2e || next == 0x65 || next == 0x45
    if position == start || isFraction { throw unexpected(expectation) }
    return number
  }
}

extension HeaderScanner {
  /// Reads a string; the header as a whole is known to be UTF-8.
  mutating func string() throws(Problem) -> String {
    skipSpace()
    guard next == 0x22 else { throw unexpected("a string") }
    position += 1
    var text: [UInt8] = []
    while let byte = next, byte != 0x22 {
      guard byte >= 0x20 else { throw unexpected("a string without control characters") }
      position += 1
      if byte == 0x5c {
        text += try escaped().utf8
      } else {
        text.append(byte)
      }
    }
    guard next == 0x22 else { throw unexpected("the end of a string") }
    position += 1
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func escaped() throws(Problem) -> String {
    let plain: [UInt8: String] = [
      0x22: "\"", 0x5c: "\\", 0x2f: "/", 0x62: "\u{8}", 0x66: "\u{c}", 0x6e: "\n", 0x72: "\r", 0x74: "\t",
    ]
    guard let byte = next else { throw unexpected("an escaped character") }
    if let text = plain[byte] {
      position += 1
      return text
    }
    guard byte == 0x75 else { throw unexpected("an escaped character") }
    position += 1
    return String(try scalar())
  }

  /// Reads what follows `\u`: one UTF-16 unit, or two that make a pair.
  private mutating func scalar() throws(Problem) -> Unicode.Scalar {
    let first = try unit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xdc00, next == 0x5c else { throw unexpected("the other half of a surrogate pair") }
    position += 1
    guard next == 0x75 else { throw unexpected("the other half of a surrogate pair") }
    position += 1
    let second = try unit()
    guard second >= 0xdc00, second < 0xe000,
      let scalar = Unicode.Scalar(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00))
    else { throw unexpected("the other half of a surrogate pair") }
    return scalar
  }

  private mutating func unit() throws(Problem) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw unexpected("four hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}
