/// Values given as text, `gravity=1.6`, for the properties of a configuration, and ranges from which others are drawn.
public struct ConfigurationOverrides: Sendable, Equatable {
  /// The texts by property name.
  public var values: [String: String]
  /// The ranges from which numbers are drawn anew for each episode, by property name; none of them is among ``values``.
  public private(set) var variations: [String: SettingVariation] = [:]

  /// Makes overrides from texts by property name.
  public init(_ values: [String: String] = [:]) { self.values = values }

  /// Makes overrides from texts of which some are ranges, `5..15`, as ``texts`` gives them.
  public init(texts: [String: String]) {
    variations = texts.compactMapValues(SettingVariation.init)
    values = texts.filter { [variations] in variations[$0.key] == nil }
  }

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

  /// Reads values in the form `key=value`, and ranges in the form `key=low..high` or `key=low..high,low..high`.
  public init(parsing assignments: [String], varying ranges: [String]) throws(ConfigurationError) {
    try self.init(parsing: assignments)
    for (name, text) in try ConfigurationOverrides(parsing: ranges).values.sorted(by: { $0.key < $1.key }) {
      guard let variation = SettingVariation(text: text) else {
        throw ConfigurationError(
          "\(name)=\(text) does not work: it is drawn from one or more ranges, the lower end first, such as "
            + "\(name)=5..15 or \(name)=1..5,15..20.")
      }
      guard values[name] == nil else {
        throw ConfigurationError(
          "\(name) is both set and varied, to \(values[name] ?? "") and \(text); do one of them.")
      }
      variations[name] = variation
    }
  }

  /// The values and ranges in the form `key=value`, sorted by key.
  public var assignments: [String] { texts.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" } }

  /// The values and ranges as text by name.
  public var texts: [String: String] { values.merging(variations.mapValues(\.text)) { $1 } }

  /// True if there is neither a value nor a range.
  public var isEmpty: Bool { values.isEmpty && variations.isEmpty }

  /// Returns these values and ranges, replaced by those of `changes` where both have one.
  public func changed(by changes: ConfigurationOverrides) -> ConfigurationOverrides {
    var changed = excepting(changes)
    changed.values.merge(changes.values) { $1 }
    changed.variations.merge(changes.variations) { $1 }
    return changed
  }

  /// Returns the values and ranges of names for which `others` have none.
  public func excepting(_ others: ConfigurationOverrides) -> ConfigurationOverrides {
    let names = Set(others.texts.keys)
    var rest = self
    rest.values = values.filter { !names.contains($0.key) }
    rest.variations = variations.filter { !names.contains($0.key) }
    return rest
  }

  /// Returns the values without the ranges.
  public var withoutVariations: ConfigurationOverrides { ConfigurationOverrides(values) }

  /// Returns a copy of some settings with the values put in, and checked; the ranges are ``SettingFamily``'s.
  ///
  /// - Throws: If a name is none, a text cannot be read, or a value does not work.
  public func applied<Configuration: Settings>(to defaults: Configuration) throws(ConfigurationError)
    -> Configuration
  {
    var configuration = defaults
    let list = Configuration.settings
    for (name, text) in values.sorted(by: { $0.key < $1.key }) {
      let setting = try Self.setting(name, of: list)
      guard try setting.read(&configuration, text) else { throw Self.misread(text, for: setting, as: defaults) }
    }
    try configuration.validate()
    return configuration
  }

  /// Returns the setting of a name.
  static func setting<Root>(
    _ name: String, of list: SettingList<Root>
  ) throws(ConfigurationError) -> ListedSetting<Root> {
    guard let setting = list.settings.first(where: { $0.name == name }) else {
      throw unknown(name, among: list.names.sorted())
    }
    return setting
  }

  /// The error of a text that is of another kind than a setting's values.
  static func misread<Root>(_ text: String, for setting: ListedSetting<Root>, as defaults: Root)
    -> ConfigurationError
  {
    let (name, sample) = (setting.name, setting.value(defaults).settingText)
    let example = sample.isEmpty ? "" : ", such as \(sample)"
    return ConfigurationError("\(name)=\(text) does not work: \(name) is \(setting.kind)\(example).")
  }

  private static func unknown(_ name: String, among known: [String]) -> ConfigurationError {
    guard !known.isEmpty else { return ConfigurationError("There is no parameter '\(name)': there are none.") }
    let suggestion = name.suggestion(among: known)
    return ConfigurationError(
      "There is no parameter '\(name)'.\(suggestion) Known: \(known.joined(separator: ", ")).")
  }
}

extension ConfigurationOverrides: Codable {
  /// Reads one object of texts, `{"gravity":"1.6","mass":"1..3"}`.
  public init(from decoder: any Decoder) throws {
    self.init(texts: try decoder.singleValueContainer().decode([String: String].self))
  }

  /// Writes one object of texts.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(texts)
  }
}
