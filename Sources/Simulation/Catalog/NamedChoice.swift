/// A configuration value that is one of a few names.
///
/// ```swift
/// enum LossKind: String, NamedChoice { case huber, squared }
/// ```
public protocol NamedChoice: TextRepresentable, RawRepresentable, CaseIterable, Sendable where RawValue == String {}

extension NamedChoice {
  /// The name.
  public var description: String { rawValue }

  /// Reads the name.
  public init(text: String) throws(ConfigurationError) {
    guard let choice = Self(rawValue: text) else {
      let names = Self.allCases.map(\.rawValue)
      throw ConfigurationError(
        "'\(text)' is none of \(names.joined(separator: ", ")).\(text.suggestion(among: names))")
    }
    self = choice
  }

  // Both ancestors bring a form of their own; neither would be taken.

  /// Reads the name.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    do {
      self = try Self.read(text)
    } catch {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
    }
  }

  private static func read(_ text: String) throws(ConfigurationError) -> Self { try Self(text: text) }

  /// Writes the name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}
