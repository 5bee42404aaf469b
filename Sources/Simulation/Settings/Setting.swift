/// The declaration of a setting: its property, its name in text, its meaning, and its range.
///
/// ```swift
/// Setting(\.batchSize, "batchSize", "How many transitions an update learns from.", in: 1...65_536)
/// Setting(\.bufferSize, "bufferSize", "How many transitions are kept.", in: 1...1 << 31)
///   .atLeast(\.batchSize, "batchSize")
/// ```
public struct Setting<Root, Value: SettingValue>: Sendable {
  let path: WritableKeyPath<Root, Value> & Sendable
  let name: String
  let meaning: String
  let gymnasiumName: String?
  /// The values of the range in words, and the test for them, which needs no other setting.
  let range: String
  let isInRange: @Sendable (Value) -> Bool
  /// The demands that are made of values in the range, in words, and of other settings in their ranges.
  private(set) var demands: [SettingDemand<Root>] = []

  private init(
    _ path: WritableKeyPath<Root, Value> & Sendable, _ name: String, _ meaning: String, _ gymnasiumName: String?,
    _ range: String, _ isInRange: @escaping @Sendable (Value) -> Bool
  ) {
    self.path = path
    self.name = name
    self.meaning = meaning
    self.gymnasiumName = gymnasiumName
    self.range = range
    self.isInRange = isInRange
  }

  /// Declares a setting that takes all values of its type.
  ///
  /// - Parameters:
  ///   - path: The property.
  ///   - name: The name under which it is set, in text and in JSON.
  ///   - meaning: The meaning, in one sentence.
  ///   - gymnasium: Gymnasium's name for it, if it is an argument there.
  public init(
    _ path: WritableKeyPath<Root, Value> & Sendable, _ name: String, _ meaning: String, gymnasium: String? = nil
  ) {
    self.init(path, name, meaning, gymnasium, Value.settingKind) { _ in true }
  }

  /// Declares a setting whose numbers lie in a range.
  public init(
    _ path: WritableKeyPath<Root, Value> & Sendable, _ name: String, _ meaning: String,
    in range: some SettingRange<Value.SettingNumber>, gymnasium: String? = nil
  ) where Value: RangedSettingValue {
    self.init(path, name, meaning, gymnasium, range.inWords) { $0.lies(in: range) }
  }

  /// Declares a setting with a test for its values; `range` says in words which of them "must be".
  public init(
    _ path: WritableKeyPath<Root, Value> & Sendable, _ name: String, _ meaning: String, _ range: String,
    gymnasium: String? = nil, where isInRange: @escaping @Sendable (Value) -> Bool = { _ in true }
  ) {
    self.init(path, name, meaning, gymnasium, range, isInRange)
  }
}

/// A demand on a setting, made once every setting is in its range.
struct SettingDemand<Root>: Sendable {
  /// The demand in words, for the help; empty if the sentence of the refusal is enough.
  let words: String
  /// The words that follow "must be" where the demand is not met; `nil` where it is.
  let expectation: @Sendable (Root) -> String?
}

extension Setting {
  /// Demands something more of values that are in the range.
  ///
  /// - Parameters:
  ///   - words: The demand in words, for the help; empty if the sentence of the refusal is enough.
  ///   - expectation: The words that follow "must be" where the demand is not met; `nil` where it is.
  public func also(_ words: String = "", _ expectation: @escaping @Sendable (Root) -> String?) -> Setting {
    var setting = self
    setting.demands.append(SettingDemand(words: words, expectation: expectation))
    return setting
  }

  /// Demands a value that is at most another setting's.
  public func atMost(_ other: KeyPath<Root, Value> & Sendable, _ otherName: String) -> Setting
  where Value: Comparable {
    let (path, words) = (path, "at most \(otherName)")
    return also(words) {
      $0[keyPath: path] <= $0[keyPath: other] ? nil : "\(words), which is \($0[keyPath: other])"
    }
  }

  /// Demands a value that is at least another setting's.
  public func atLeast(_ other: KeyPath<Root, Value> & Sendable, _ otherName: String) -> Setting
  where Value: Comparable {
    let (path, words) = (path, "at least \(otherName)")
    return also(words) {
      $0[keyPath: path] >= $0[keyPath: other] ? nil : "\(words), which is \($0[keyPath: other])"
    }
  }
}
