import Files

/// JSON as Python's `json` module reads and writes it: with `NaN`, `Infinity` and `-Infinity` among the numbers.
///
/// Numbers are kept as they are written, and objects in their order, so that what is read and written again stays the
/// same.
enum PythonJSON: Equatable, Sendable {
  case null
  case flag(Bool)
  case number(String)
  case text(String)
  case list([PythonJSON])
  case object([Member])

  /// A name and its value.
  struct Member: Equatable, Sendable {
    let name: String
    var value: PythonJSON
  }
}

extension PythonJSON {
  init(_ number: Int) { self = .number("\(number)") }

  /// Writes a number as Python does.
  init(_ number: Double) {
    self = .number(number.isNaN ? "NaN" : number.isInfinite ? (number < 0 ? "-Infinity" : "Infinity") : "\(number)")
  }

  init(_ texts: [String]) { self = .list(texts.map(PythonJSON.text)) }

  /// The value of a name in an object.
  subscript(name: String) -> PythonJSON? {
    get {
      guard case .object(let members) = self else { return nil }
      return members.last { $0.name == name }?.value
    }
    set {
      guard case .object(var members) = self else { return }
      if let newValue, let index = members.lastIndex(where: { $0.name == name }) {
        members[index].value = newValue
      } else {
        members.removeAll { $0.name == name }
        if let newValue { members.append(Member(name: name, value: newValue)) }
      }
      self = .object(members)
    }
  }

  var text: String? {
    guard case .text(let text) = self else { return nil }
    return text
  }

  var flag: Bool? {
    guard case .flag(let flag) = self else { return nil }
    return flag
  }

  var list: [PythonJSON]? {
    guard case .list(let list) = self else { return nil }
    return list
  }

  /// A whole number; Python may have written it as `3.0`.
  var int: Int? { Int(literal ?? "") ?? double.flatMap { Int(exactly: $0) } }

  /// A whole number that is not negative.
  var count: Int? { int.flatMap { Untrusted.sum([$0]) } }

  /// A number, which may be infinite or NaN.
  var double: Double? {
    switch literal {
    case "NaN": .nan
    case "Infinity": .infinity
    case "-Infinity": -.infinity
    case let literal?: Double(literal)
    case nil: nil
    }
  }

  /// All numbers of a list of lists, however deep, in order; `nil` if anything else is among them.
  var flattenedNumbers: [Double]? {
    var numbers: [Double] = []
    return appendNumbers(to: &numbers) ? numbers : nil
  }

  private func appendNumbers(to numbers: inout [Double]) -> Bool {
    if let double {
      numbers.append(double)
      return true
    }
    guard let list else { return false }
    return list.allSatisfy { $0.appendNumbers(to: &numbers) }
  }

  private var literal: String? {
    guard case .number(let literal) = self else { return nil }
    return literal
  }
}

extension PythonJSON: CustomStringConvertible {
  /// The text as `json.dumps` writes it: ASCII, one line.
  var description: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .flag(let flag): text += flag ? "true" : "false"
    case .number(let literal): text += literal
    case .text(let content): Self.write(content, to: &text)
    case .list(let list):
      text += "["
      for (index, part) in list.enumerated() {
        if index > 0 { text += ", " }
        part.write(to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { text += ", " }
        Self.write(member.name, to: &text)
        text += ": "
        member.value.write(to: &text)
      }
      text += "}"
    }
  }

  private static func write(_ content: String, to text: inout String) {
    text += "\""
    for unit in content.utf16 {
      switch unit {
      case 0x22: text += "\\\""
      case 0x5C: text += "\\\\"
      case 0x0A: text += "\\n"
      case 0x20..<0x7F: text.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
      default:
        let digits = String(unit, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    text += "\""
  }
}
