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
  /// The numbers that it can be drawn as; `nil` if its values are no numbers.
  let drawnNumbers: DrawnNumbers?
  /// Takes a number that was drawn.
  let take: @Sendable (inout Root, Double) -> Void
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
    drawnNumbers = Value.drawnNumbers
    take = { if let value = Value(drawn: $1) { $0[keyPath: path] = value } }
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
    drawnNumbers = part.drawnNumbers
    take = { part.take(&$0[keyPath: path], $1) }
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
