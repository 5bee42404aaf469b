/// A group of settings that one list declares: each with its property, name, meaning and range.
///
/// ```swift
/// struct WindSettings: Settings {
///   var power = 15.0
///   var enabled = false
///
///   static var settings: SettingList<Self> {
///     Setting(\.power, "power", "The greatest force of the wind, in N.", in: 0...20)
///     Setting(\.enabled, "enabled", "Whether there is wind.")
///   }
/// }
/// ```
///
/// Reading from text, checks, explanations and JSON follow from the list. In JSON the settings of all parts are members of
/// one object; one that is missing keeps its default, and members that are no settings are passed over.
///
/// A type whose values are checked often keeps its list in a constant: `static let settings = SettingList<Self> { … }`.
public protocol Settings: Codable, Equatable, Sendable {
  /// The defaults.
  init()

  /// The settings, and the rules between them.
  @SettingListBuilder<Self> static var settings: SettingList<Self> { get }
}

/// An explained setting of a configuration.
public struct ConfigurationParameter: Sendable, Equatable {
  /// The name under which it is set, in text.
  public let name: String
  /// The default, as one would type it.
  public let defaultValue: String
  /// The meaning, in one sentence.
  public let meaning: String
  /// The values that it can have, in words.
  public let range: String
  /// Gymnasium's name for it, if it is an argument there.
  public let gymnasiumName: String?
}

extension Settings {
  /// The settings explained, with the values as defaults.
  public var parameters: [ConfigurationParameter] {
    Self.settings.settings.map { setting in
      let range = [setting.range] + setting.demands.map(\.words).filter { !$0.isEmpty }
      return ConfigurationParameter(
        name: setting.name, defaultValue: setting.value(self).settingText, meaning: setting.meaning,
        range: range.joined(separator: ", "), gymnasiumName: setting.gymnasiumName)
    }
  }

  /// The values as text, by name.
  public var texts: [String: String] {
    Dictionary(uniqueKeysWithValues: Self.settings.settings.map { ($0.name, $0.value(self).settingText) })
  }

  /// Throws unless every value is in its range and every rule is kept; ranges come first, so that rules can rely on them.
  public func validate() throws(ConfigurationError) {
    let list = Self.settings
    // By index, since a world that varies checks its settings at every reset, and a copy of one is a dozen references.
    for index in list.settings.indices { try list.settings[index].checkRange(self) }
    for index in list.settings.indices { try list.settings[index].checkDemands(self) }
    for rule in list.rules { if let sentence = rule(self) { throw ConfigurationError(sentence) } }
  }

  /// Stops the program with the error's sentence if the values are not valid.
  public func requireValid() {
    do {
      try validate()
    } catch {
      preconditionFailure(error.description)
    }
  }
}

// MARK: - JSON

/// The name of a setting as a key of JSON.
struct SettingKey: CodingKey {
  let stringValue: String

  init(stringValue: String) { self.stringValue = stringValue }

  // An object's members have names alone.
  var intValue: Int? { nil }
  init?(intValue: Int) { nil }
}

extension Settings {
  /// Reads one object.
  public init(from decoder: any Decoder) throws {
    self.init()
    let container = try decoder.container(keyedBy: SettingKey.self)
    for setting in Self.settings.settings {
      try setting.decode(&self, container, SettingKey(stringValue: setting.name))
    }
  }

  /// Writes one object.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: SettingKey.self)
    for setting in Self.settings.settings {
      let value = setting.value(self)
      if !value.isMissing { try container.encode(value, forKey: SettingKey(stringValue: setting.name)) }
    }
  }
}
