/// The settings of a type in the order of their explanation, and the rules between them.
public struct SettingList<Root>: Sendable {
  var settings: [ListedSetting<Root>] = []
  var rules: [@Sendable (Root) -> String?] = []

  init(settings: [ListedSetting<Root>] = [], rules: [@Sendable (Root) -> String?] = []) {
    (self.settings, self.rules) = (settings, rules)
  }

  /// Lists settings and rules, for a constant.
  public init(@SettingListBuilder<Root> _ list: () -> SettingList) { self = list() }

  /// The names, in the order of the explanation.
  public var names: [String] { settings.map(\.name) }
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
