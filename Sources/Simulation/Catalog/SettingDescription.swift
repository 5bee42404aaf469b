/// A setting of a configuration in words: its name, its meaning and its range.
public struct SettingDescription: Sendable, Equatable {
  /// The name under which it is set, in text.
  public let name: String
  /// The meaning, in one sentence.
  public let meaning: String
  /// The values that it can have.
  public let range: SettingRange

  /// Describes a setting; without a range it is a flag.
  public init(_ name: String, _ meaning: String, _ range: SettingRange = .flag) {
    self.name = name
    self.meaning = meaning
    self.range = range
  }
}

/// The values that a setting can have.
public enum SettingRange: Sendable, Equatable {
  /// True or false.
  case flag
  /// A number from `low` to `high`, both included.
  case from(Double, to: Double)
  /// A number above `low` and at most `high`.
  case above(Double, upTo: Double)
  /// A number from `low` up to `high`, which is excluded.
  case below(Double, from: Double)
  /// A number between two others, both excluded.
  case between(Double, Double)
  /// One of some names.
  case names([String])
  /// Any other values, described in words.
  case words(String)

  /// A positive number that a simulation can work with.
  public static let positive = SettingRange.above(0, upTo: 1e9)
  /// A number that a simulation can work with.
  public static let size = SettingRange.from(-1e9, to: 1e9)
  /// A share or a probability.
  public static let share = SettingRange.from(0, to: 1)
  /// A number without an upper end.
  public static func atLeast(_ low: Double) -> SettingRange { .from(low, to: .infinity) }
  /// One of the names of a type.
  public static func oneOf<Choice: NamedChoice>(_: Choice.Type) -> SettingRange {
    .names(Choice.allCases.map(\.rawValue))
  }
}

extension SettingRange: CustomStringConvertible {
  /// The range in a few words, such as `from 1 to 65536`.
  public var description: String {
    switch self {
    case .flag: "true or false"
    case .from(let low, to: .infinity): "\(Self.text(low)) or more"
    case .from(let low, to: let high): "from \(Self.text(low)) to \(Self.text(high))"
    case .above(let low, upTo: .infinity): "above \(Self.text(low))"
    case .above(let low, upTo: let high): "above \(Self.text(low)), up to \(Self.text(high))"
    case .below(let high, from: let low): "from \(Self.text(low)) to below \(Self.text(high))"
    case .between(let low, let high): "between \(Self.text(low)) and \(Self.text(high)), both excluded"
    case .names(let names): names.joined(separator: ", ")
    case .words(let words): words
    }
  }

  /// A bound as one would write it: large powers of two and of ten as powers.
  private static func text(_ bound: Double) -> String {
    let exponent = bound.magnitude.exponent
    if bound == bound.magnitude, exponent >= 20, bound == Double(sign: .plus, exponent: exponent, significand: 1) {
      return "2^\(exponent)"
    }
    guard let whole = Int(exactly: bound) else { return "\(bound)" }
    let zeros = "\(whole)".reversed().prefix { $0 == "0" }.count
    return zeros >= 6 && whole.magnitude == Self.power(zeros) ? "\(whole < 0 ? "-" : "")1e\(zeros)" : "\(whole)"
  }

  private static func power(_ zeros: Int) -> UInt { (0..<zeros).reduce(1) { product, _ in product * 10 } }
}

/// A configuration whose settings are explained.
public protocol DescribedConfiguration: Codable {
  /// The settings in words, in the order in which they are explained.
  static var settings: [SettingDescription] { get }
}
