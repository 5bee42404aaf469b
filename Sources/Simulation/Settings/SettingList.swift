/// The settings of a type in the order of their explanation, and the rules between them.
public struct SettingList<Root>: Sendable {
  var settings: [ListedSetting<Root>] = []
  var rules: [@Sendable (Root) -> String?] = []

  /// The names, in the order of the explanation.
  public var names: [String] { settings.map(\.name) }
}

/// A setting of a list, whose value is of any type.
struct ListedSetting<Root>: Sendable {
  let name: String
  let meaning: String
  let gymnasiumName: String?
  let range: String
  let value: @Sendable (Root) -> any SettingValue
  /// Reads a text; returns false if it is of another kind than `kind`.
  let read: @Sendable (inout Root, String) throws(ConfigurationError) -> Bool
  let kind: String
  let decode: @Sendable (inout Root, KeyedDecodingContainer<SettingKey>, SettingKey) throws -> Void
  let isInRange: @Sendable (Root) -> Bool
  let demands: [SettingDemand<Root>]

  init<Value>(_ setting: Setting<Root, Value>) {
    let (path, isInRange) = (setting.path, setting.isInRange)
    name = setting.name
    meaning = setting.meaning
    gymnasiumName = setting.gymnasiumName
    range = setting.range
    value = { $0[keyPath: path] }
    read = { root, text throws(ConfigurationError) in
      guard let value = try Value(settingText: text) else { return false }
      root[keyPath: path] = value
      return true
    }
    kind = Value.settingKind
    decode = { root, container, key in
      guard let value = try container.decodeIfPresent(Value.self, forKey: key) else { return }
      root[keyPath: path] = value
    }
    self.isInRange = { isInRange($0[keyPath: path]) }
    demands = setting.demands
  }

  /// Lists a part's setting among those of the whole; a prefix is joined as in `discriminatorBatchSize`.
  init<Part>(_ part: ListedSetting<Part>, of path: WritableKeyPath<Root, Part> & Sendable, prefix: String) {
    name = prefix.isEmpty ? part.name : prefix + part.name.prefix(1).uppercased() + part.name.dropFirst()
    meaning = part.meaning
    gymnasiumName = part.gymnasiumName
    range = part.range
    value = { part.value($0[keyPath: path]) }
    read = { root, text throws(ConfigurationError) in try part.read(&root[keyPath: path], text) }
    kind = part.kind
    decode = { try part.decode(&$0[keyPath: path], $1, $2) }
    isInRange = { part.isInRange($0[keyPath: path]) }
    demands = part.demands.map { demand in
      SettingDemand(words: demand.words) { demand.expectation($0[keyPath: path]) }
    }
  }

  /// Refuses the value if it is out of its range.
  func checkRange(_ root: Root) throws(ConfigurationError) {
    if !isInRange(root) { throw refusal(root, range) }
  }

  /// Refuses the value if a demand is not met.
  func checkDemands(_ root: Root) throws(ConfigurationError) {
    for demand in demands { if let expectation = demand.expectation(root) { throw refusal(root, expectation) } }
  }

  private func refusal(_ root: Root, _ expectation: String) -> ConfigurationError {
    ConfigurationError("\(name) is \(value(root)), but must be \(expectation).")
  }
}

/// The settings of a part, listed among those of the whole.
public struct SettingGroup<Root>: Sendable {
  let list: SettingList<Root>

  /// Lists the settings of a part.
  ///
  /// - Parameters:
  ///   - path: The part.
  ///   - prefix: A word before every name; none keeps the names.
  public init<Part: Settings>(_ path: WritableKeyPath<Root, Part> & Sendable, prefix: String = "") {
    let part = Part.settings
    list = SettingList(
      settings: part.settings.map { ListedSetting($0, of: path, prefix: prefix) },
      rules: part.rules.map { rule in { rule($0[keyPath: path]) } })
  }
}

/// A rule between settings, checked once every setting is in its range.
public struct SettingRule<Root>: Sendable {
  let violation: @Sendable (Root) -> String?

  /// Makes a rule from the sentence for values that break it; `nil` for values that do not.
  public init(_ violation: @escaping @Sendable (Root) -> String?) { self.violation = violation }
}

/// The grammar of a list: settings, groups, rules and other lists, one after the other.
@resultBuilder
public enum SettingListBuilder<Root> {
  /// Lists a setting.
  public static func buildExpression<Value>(_ setting: Setting<Root, Value>) -> SettingList<Root> {
    SettingList(settings: [ListedSetting(setting)])
  }

  /// Lists the settings of a part.
  public static func buildExpression(_ group: SettingGroup<Root>) -> SettingList<Root> { group.list }

  /// Adds a rule.
  public static func buildExpression(_ rule: SettingRule<Root>) -> SettingList<Root> {
    SettingList(rules: [rule.violation])
  }

  /// Lists the settings of another list.
  public static func buildExpression(_ list: SettingList<Root>) -> SettingList<Root> { list }

  /// Joins lists.
  public static func buildBlock(_ lists: SettingList<Root>...) -> SettingList<Root> {
    SettingList(settings: lists.flatMap(\.settings), rules: lists.flatMap(\.rules))
  }

  /// Finishes a list, whose names must differ.
  public static func buildFinalResult(_ list: SettingList<Root>) -> SettingList<Root> {
    let twice = Dictionary(grouping: list.names, by: \.self).filter { $0.value.count > 1 }.keys.sorted()
    precondition(twice.isEmpty, "\(Root.self) has more than one setting named \(twice.joined(separator: ", "))")
    return list
  }
}
