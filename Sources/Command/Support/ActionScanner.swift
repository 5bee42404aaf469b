/// Reads a JSON array of actions, one action after the other, in time and memory that follow the length of the text.
///
/// The grammar is JSON's for numbers and arrays of numbers, with `NaN`, `Infinity` and `-Infinity` as Python writes them.
/// Nothing is nested, so that no depth of brackets can do harm.
struct ActionScanner {
  /// The place at which a text stops being an array of actions.
  struct Misfit: Error {
    /// The number of bytes that are right.
    let offset: Int
  }

  private let bytes: [UInt8]
  private var offset: Int
  private var isFirst = true
  /// The numbers of the last action.
  private(set) var numbers: [Double] = []
  /// True if the last action is written as an array.
  private(set) var isArray = false

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    // Editors on other systems put a mark in front of what they save.
    offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// Goes on to the next action.
  ///
  /// - Returns: True if there is one; after the last one, that nothing else follows is known too.
  mutating func advance() throws(Misfit) -> Bool {
    if isFirst { try expect("[") }
    let isEmpty = isFirst && skip("]")
    guard !isEmpty, isFirst || !skip("]") else {
      skipSpace()
      if offset < bytes.count { throw Misfit(offset: offset) }
      return false
    }
    if !isFirst { try expect(",") }
    isFirst = false
    try readAction()
    return true
  }

  private mutating func readAction() throws(Misfit) {
    numbers.removeAll(keepingCapacity: true)
    isArray = skip("[")
    guard isArray else { return numbers.append(try number()) }
    if skip("]") { return }
    repeat { numbers.append(try number()) } while skip(",")
    try expect("]")
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(Misfit) {
    guard skip(character) else { throw Misfit(offset: offset) }
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard byte == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { offset += 1 }
  }

  private var byte: UInt8? { offset < bytes.count ? bytes[offset] : nil }
}

extension ActionScanner {
  private mutating func number() throws(Misfit) -> Double {
    skipSpace()
    let start = offset
    let isNegative = skip(byte: "-")
    if byte == UInt8(ascii: "N") { return try word("NaN", .nan) }
    if byte == UInt8(ascii: "I") { return try word("Infinity", isNegative ? -.infinity : .infinity) }
    var number = Decimal()
    guard try digits(into: &number, start) else { throw Misfit(offset: offset) }
    // JSON knows no 01.
    if number.count > 1, bytes[offset - number.count] == UInt8(ascii: "0") { throw Misfit(offset: start) }
    if skip(byte: ".") {
      let whole = number.count
      guard try digits(into: &number, start) else { throw Misfit(offset: offset) }
      number.decimals = number.count - whole
    }
    let hasExponent = skip(byte: "e") || skip(byte: "E")
    if hasExponent {
      if !skip(byte: "-") { _ = skip(byte: "+") }
      var exponent = Decimal()
      guard try digits(into: &exponent, start) else { throw Misfit(offset: offset) }
    }
    let exact = hasExponent ? nil : number.value.map { isNegative ? -$0 : $0 }
    guard let value = exact ?? Double(String(decoding: bytes[start..<offset], as: UTF8.self)) else {
      throw Misfit(offset: start)
    }
    return value
  }

  /// Reads digits; more than a thousand of them are no number that a program has written.
  private mutating func digits(into number: inout Decimal, _ start: Int) throws(Misfit) -> Bool {
    let first = offset
    while let byte, byte >= 0x30, byte <= 0x39 {
      number.append(byte & 15)
      offset += 1
    }
    if offset - start > 1000 { throw Misfit(offset: start) }
    return offset > first
  }

  private mutating func word(_ word: StaticString, _ value: Double) throws(Misfit) -> Double {
    let letters = "\(word)".utf8
    guard bytes[offset...].starts(with: letters) else { throw Misfit(offset: offset) }
    offset += letters.count
    return value
  }

  private mutating func skip(byte character: Unicode.Scalar) -> Bool {
    guard byte == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  /// A number by its digits, whose value is exact as long as they are few.
  private struct Decimal {
    private var digits = 0
    var count = 0
    var decimals = 0

    mutating func append(_ digit: UInt8) {
      if count < 15 { digits = digits * 10 + Int(digit) }
      count += 1
    }

    /// The nearest double, since both numbers are exact and one division rounds once; `nil` for more digits.
    var value: Double? {
      count <= 15 ? decimals > 0 ? Double(digits) / Self.powers[decimals] : Double(digits) : nil
    }

    private static let powers = (0...15).reduce(into: [Double]()) { powers, _ in
      powers.append((powers.last ?? 0.1) * 10)
    }
  }
}
