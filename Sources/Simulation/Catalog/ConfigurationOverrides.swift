import Foundation

/// A named value of a configuration.
public struct ConfigurationParameter: Sendable, Equatable, Codable {
  /// The Swift property's name.
  public let name: String
  /// The default, as one would type it.
  public let defaultValue: String
}

/// Values given as text, `gravity=1.6`, for the properties of a configuration.
public struct ConfigurationOverrides: Sendable, Equatable, Codable {
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
    guard !values.isEmpty else { return configuration }
    var tree = Self.tree(of: configuration)
    for (name, text) in values.sorted(by: { $0.key < $1.key }) {
      guard let current = tree[name] else { throw Self.unknown(name, among: tree.keys.sorted()) }
      guard let value = current.reading(text) else {
        throw ConfigurationError("\(name)=\(text) does not work: \(name) is \(current.kind), such as \(current).")
      }
      tree[name] = value
    }
    do {
      return try JSONDecoder().decode(Configuration.self, from: JSONEncoder().encode(tree))
    } catch let DecodingError.dataCorrupted(context) {
      throw ConfigurationError(context.debugDescription)
    } catch {
      throw ConfigurationError("The values \(values) cannot be read: \(error).")
    }
  }

  /// The properties of a configuration and their values, by name.
  public static func parameters<Configuration: Codable>(of configuration: Configuration)
    -> [ConfigurationParameter]
  {
    tree(of: configuration).sorted { $0.key < $1.key }
      .map { ConfigurationParameter(name: $0.key, defaultValue: "\($0.value)") }
  }

  private static func unknown(_ name: String, among known: [String]) -> ConfigurationError {
    guard !known.isEmpty else { return ConfigurationError("There is no parameter '\(name)': there are none.") }
    let suggestion = name.closest(among: known).map { " Did you mean '\($0)'?" } ?? ""
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

/// A value as configurations hold them.
private enum ParameterValue: Codable, CustomStringConvertible {
  case flag(Bool)
  case number(Double)
  case text(String)
  case list([ParameterValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
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
    case .number(let number):
      if let whole = Int(exactly: number) { try container.encode(whole) } else { try container.encode(number) }
    case .text(let text): try container.encode(text)
    case .list(let list): try container.encode(list)
    }
  }

  /// The text read as a value of the same kind.
  func reading(_ text: String) -> ParameterValue? {
    switch self {
    case .flag: ["true": true, "false": false, "1": true, "0": false][text.lowercased()].map { .flag($0) }
    case .number: Double(text).flatMap { $0.isFinite ? .number($0) : nil }
    case .text: .text(text)
    case .list(let list):
      text.split(separator: ",").reduce(Optional([ParameterValue]())) { read, part in
        guard let read, let value = (list.first ?? .number(0)).reading(String(part)) else { return nil }
        return read + [value]
      }.map { .list($0) }
    }
  }

  var kind: String {
    switch self {
    case .flag: "true or false"
    case .number: "a number"
    case .text: "a text"
    case .list: "a list separated by commas"
    }
  }

  var description: String {
    switch self {
    case .flag(let flag): "\(flag)"
    case .number(let number): Int(exactly: number).map { "\($0)" } ?? "\(number)"
    case .text(let text): text
    case .list(let list): list.map(\.description).joined(separator: ",")
    }
  }
}
