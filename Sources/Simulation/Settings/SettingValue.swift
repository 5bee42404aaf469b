import Foundation

/// A value that a setting can have: read from text, shown as text, stored as JSON.
public protocol SettingValue: Codable, Equatable, Sendable {
  /// The values of the type in words, such as `a whole number`.
  static var settingKind: String { get }

  /// Reads the text form; `nil` if the text is of another kind.
  ///
  /// - Throws: If the type has a sentence of its own for the texts that it refuses.
  init?(settingText text: String) throws(ConfigurationError)

  /// The text form.
  var settingText: String { get }

  /// True if JSON leaves the value out.
  var isMissing: Bool { get }

  /// The numbers that values can be drawn as; `nil`, as by default, if they are no numbers.
  static var drawnNumbers: DrawnNumbers? { get }

  /// The value that a drawn number stands for; `nil`, as by default, if values are no numbers.
  init?(drawn number: Double)
}

/// The numbers that the values of a setting can be drawn as.
public enum DrawnNumbers: Sendable {
  /// All of them.
  case real
  /// Whole ones.
  case whole
}

extension SettingValue {
  /// False: all but optional values are stored.
  public var isMissing: Bool { false }

  /// None: the values are no numbers.
  public static var drawnNumbers: DrawnNumbers? { nil }

  /// None: the values are no numbers.
  public init?(drawn number: Double) { nil }
}

extension SettingValue where Self: FixedWidthInteger {
  /// A whole number.
  public static var settingKind: String { "a whole number" }

  /// Reads a whole number; `1e6` is one.
  public init?(settingText text: String) {
    guard let number = Self(text) ?? Double(text).flatMap({ Self(exactly: $0) }) else { return nil }
    self = number
  }

  /// The digits.
  public var settingText: String { "\(self)" }

  /// Whole numbers.
  public static var drawnNumbers: DrawnNumbers? { .whole }

  /// The number itself, if there is one of the type.
  public init?(drawn number: Double) { self.init(exactly: number) }
}

extension Int: SettingValue {}
extension UInt64: SettingValue {}

extension Double: SettingValue {
  /// A number.
  public static var settingKind: String { "a number" }

  /// Reads a finite number.
  public init?(settingText text: String) {
    guard let number = Double(text), number.isFinite else { return nil }
    self = number
  }

  /// The number, without decimals if it is whole.
  public var settingText: String { Int(exactly: self).map(String.init) ?? "\(self)" }

  /// All numbers.
  public static var drawnNumbers: DrawnNumbers? { .real }

  /// The number itself.
  public init?(drawn number: Double) { self = number }
}

extension Bool: SettingValue {
  /// A flag.
  public static var settingKind: String { "true or false" }

  /// Reads a flag; 1 and 0 stand for true and false.
  public init?(settingText text: String) {
    guard let flag = ["true": true, "false": false, "1": true, "0": false][text.lowercased()] else { return nil }
    self = flag
  }

  /// `true` or `false`.
  public var settingText: String { "\(self)" }
}

extension String: SettingValue {
  /// A text.
  public static var settingKind: String { "a text" }

  /// Takes the text as it is.
  public init?(settingText text: String) { self = text }

  /// The text itself.
  public var settingText: String { self }
}

extension Array: SettingValue where Element: SettingValue {
  /// A list.
  public static var settingKind: String { "a list separated by commas, each \(Element.settingKind)" }

  /// Reads the elements between commas.
  public init?(settingText text: String) throws(ConfigurationError) {
    self = []
    for part in text.split(separator: ",") {
      guard let element = try Element(settingText: part.trimmingCharacters(in: .whitespaces)) else { return nil }
      append(element)
    }
  }

  /// The elements, separated by commas.
  public var settingText: String { map(\.settingText).joined(separator: ",") }
}

extension Optional: SettingValue where Wrapped: SettingValue {
  /// A value, or none.
  public static var settingKind: String { "\(Wrapped.settingKind), or none" }

  /// Reads a value, or `none`.
  public init?(settingText text: String) throws(ConfigurationError) {
    self = nil
    guard text != "none" else { return }
    guard let value = try Wrapped(settingText: text) else { return nil }
    self = value
  }

  /// The value, or `none`.
  public var settingText: String { self?.settingText ?? "none" }

  /// True if there is no value.
  public var isMissing: Bool { self == nil }
}
