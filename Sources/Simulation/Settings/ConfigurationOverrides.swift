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

  /// The values in the form `key=value`, sorted by key.
  public var assignments: [String] { values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" } }

  /// Returns these values, replaced by those of `changes` where both have one.
  public func changed(by changes: ConfigurationOverrides) -> ConfigurationOverrides {
    ConfigurationOverrides(values.merging(changes.values) { $1 })
  }

  /// Returns a copy of some settings with the values put in, and checked.
  ///
  /// - Throws: If a name is none, a text cannot be read, or a value does not work.
  public func applied<Configuration: Settings>(to defaults: Configuration) throws(ConfigurationError)
    -> Configuration
  {
    var configuration = defaults
    let list = Configuration.settings
    for (name, text) in values.sorted(by: { $0.key < $1.key }) {
      guard let setting = list.settings.first(where: { $0.name == name }) else {
        throw Self.unknown(name, among: list.names.sorted())
      }
      guard try setting.read(&configuration, text) else {
        throw Self.misread(text, for: name, setting.kind, setting.value(defaults).settingText)
      }
    }
    try configuration.validate()
    return configuration
  }

  private static func misread(
    _ text: String, for name: String, _ kind: String, _ sample: String
  ) -> ConfigurationError {
    let example = sample.isEmpty ? "" : ", such as \(sample)"
    return ConfigurationError("\(name)=\(text) does not work: \(name) is \(kind)\(example).")
  }

  private static func unknown(_ name: String, among known: [String]) -> ConfigurationError {
    guard !known.isEmpty else { return ConfigurationError("There is no parameter '\(name)': there are none.") }
    let suggestion = name.suggestion(among: known)
    return ConfigurationError(
      "There is no parameter '\(name)'.\(suggestion) Known: \(known.joined(separator: ", ")).")
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
