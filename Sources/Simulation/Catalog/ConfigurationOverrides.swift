import Foundation

/// A named value of a configuration.
public struct ConfigurationParameter: Sendable, Equatable, Codable {
  /// The Swift property's name.
  public let name: String
  /// The default, as one would type it.
  public let defaultValue: String
}

/// Values given as text, `gravity=1.6`, for the properties of a configuration.
public struct ConfigurationOverrides: Sendable, Equatable {
  /// The texts by property name.
  public var values: [String: String]

  /// Makes overrides from texts by property name.
  public init(_ values: [String: String] = [:]) { self.values = values }

  /// Reads overrides in the form `key=value`.
  public init(parsing assignments: [String]) throws(ConfigurationError) {
    values = [:]
    for assignment in assignments {
      guard let equals = assignment.firstIndex(of: "="), equals != assignment.startIndex else {
        throw ConfigurationError("'\(assignment)' is not of the form key=value, such as gravity=1.6.")
      }
      values[String(assignment[..<equals])] = String(assignment[assignment.index(after: equals)...])
    }
  }

  /// A copy of a configuration with the values put in.
  ///
  /// Each text is read as the type of the value that it replaces; lists are separated by commas.
  public func applied<Configuration: Codable>(to configuration: Configuration) throws(ConfigurationError)
    -> Configuration
  {
    var (configuration, tree) = (configuration, Self.tree(of: configuration))
    for (name, text) in values.sorted(by: { $0.key < $1.key }) {
      guard let current = tree[name] else { throw Self.unknown(name, among: tree.keys.sorted()) }
      guard let value = current.reading(text) else { throw Self.misread(text, for: name, current.kind, current) }
      tree[name] = value
      do {
        configuration = try JSONDecoder().decode(Configuration.self, from: JSONEncoder().encode(tree))
      } catch let DecodingError.dataCorrupted(context) where current.isText {
        // A type that is written as text says itself what it expects.
        throw ConfigurationError(context.debugDescription)
      } catch {
        // The text is of the right kind, and yet not of the property's type: a number that must be whole.
        throw Self.misread(text, for: name, current.narrowKind, current)
      }
    }
    return configuration
  }

  /// The properties of a configuration and their values, by name.
  public static func parameters<Configuration: Codable>(of configuration: Configuration)
    -> [ConfigurationParameter]
  {
    tree(of: configuration).sorted { $0.key < $1.key }
      .map { ConfigurationParameter(name: $0.key, defaultValue: "\($0.value)") }
  }

  private static func misread(
    _ text: String, for name: String, _ kind: String, _ current: ParameterValue
  ) -> ConfigurationError {
    ConfigurationError("\(name)=\(text) does not work: \(name) is \(kind), such as \(current).")
  }

  private static func unknown(_ name: String, among known: [String]) -> ConfigurationError {
    guard !known.isEmpty else { return ConfigurationError("There is no parameter '\(name)': there are none.") }
    let suggestion = name.suggestion(among: known)
    return ConfigurationError(
      "There is no parameter '\(name)'.\(suggestion) Known: \(known.joined(separator: ", ")).")
  }

  private static func tree<Configuration: Codable>(of configuration: Configuration) -> [String: ParameterValue] {
    let encoded = try? JSONEncoder().encode(configuration)
    let tree = encoded.flatMap { try? JSONDecoder().decode([String: ParameterValue].self, from: $0) }
    precondition(tree != nil, "\(Configuration.self) must encode as named numbers, flags, texts and lists")
    return tree ?? [:]
  }
}

extension ConfigurationOverrides: Codable {
  /// Reads one object of texts, `{"gravity":"1.6"}`.
  public init(from decoder: any Decoder) throws {
    values = try decoder.singleValueContainer().decode([String: String].self)
  }

  /// Writes one object of texts.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(values)
  }
}

/// A value as configurations hold them.
private enum ParameterValue: Codable, CustomStringConvertible {
  case flag(Bool)
  case whole(Int)
  case number(Double)
  case text(String)
  case list([ParameterValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Int.self) {
      self = .whole(number)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else {
      self = .list(try container.decode([ParameterValue].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .flag(let flag): try container.encode(flag)
    case .whole(let number): try container.encode(number)
    case .number(let number): try container.encode(number)
    case .text(let text): try container.encode(text)
    case .list(let list): try container.encode(list)
    }
  }

  /// The text read as a value of the same kind; a number that happens to be whole may become any other.
  func reading(_ text: String) -> ParameterValue? {
    switch self {
    case .flag: ["true": true, "false": false, "1": true, "0": false][text.lowercased()].map { .flag($0) }
    case .whole, .number: Self.number(text)
    case .text: .text(text)
    case .list(let list):
      Self.list(text.split(separator: ",").map { (list.first ?? .whole(0)).reading($0.trimmed) })
    }
  }

  private static func number(_ text: String) -> ParameterValue? {
    if let whole = Int(text) { return .whole(whole) }
    guard let number = Double(text), number.isFinite else { return nil }
    return Int(exactly: number).map { .whole($0) } ?? .number(number)
  }

  private static func list(_ parts: [ParameterValue?]) -> ParameterValue? {
    let values = parts.compactMap(\.self)
    return values.count == parts.count ? .list(values) : nil
  }

  var isText: Bool {
    switch self {
    case .text: true
    case .list(let list): list.first?.isText ?? false
    case .flag, .whole, .number: false
    }
  }

  var kind: String {
    switch self {
    case .flag: "true or false"
    case .whole, .number: "a number"
    case .text: "a text"
    case .list: "a list separated by commas"
    }
  }

  var narrowKind: String {
    switch self {
    case .whole, .number: "a whole number"
    case .list(let list) where !(list.first?.isText ?? false): "a list of whole numbers separated by commas"
    case .flag, .text, .list: kind
    }
  }

  var description: String {
    switch self {
    case .flag(let flag): "\(flag)"
    case .whole(let number): "\(number)"
    case .number(let number): "\(number)"
    case .text(let text): text
    case .list(let list): list.map(\.description).joined(separator: ",")
    }
  }
}

extension Substring {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
