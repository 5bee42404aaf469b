import Simulation
import Training

/// The settings of behaviour cloning: those of the policy and its fitting, and when to stop.
@dynamicMemberLookup
public struct BehaviorCloningConfiguration: AgentConfiguration {
  /// The settings of the policy and its fitting.
  public var cloning = CloningConfiguration()
  /// The share of the episodes that is held out to tell when to stop; 0 for none, and no early stop.
  public var validationFraction = 0.1
  /// The number of updates from one look at the held-out episodes to the next.
  public var validationInterval = 500
  /// The number of looks without a smaller loss after which training ends.
  public var patience = 20

  /// The defaults.
  public init() {}

  /// A setting of the policy or its fitting.
  public subscript<Value>(dynamicMember setting: WritableKeyPath<CloningConfiguration, Value>) -> Value {
    get { cloning[keyPath: setting] }
    set { cloning[keyPath: setting] = newValue }
  }

  /// Throws what is wrong with the values, if anything is.
  public func validate() throws(ConfigurationError) {
    try cloning.validate()
    try Setting.require(
      "validationFraction", validationFraction, "from 0 up to, but not, 1", (0..<1).contains(validationFraction))
    try Setting.require("validationInterval", validationInterval, in: 1...1 << 53)
    try Setting.require("patience", patience, in: 1...1 << 53)
  }
}

// All settings stand side by side, so that each can be named alone.
extension BehaviorCloningConfiguration {
  private enum Key: CodingKey { case validationFraction, validationInterval, patience }

  /// Reads all settings from one object.
  public init(from decoder: any Decoder) throws {
    cloning = try CloningConfiguration(from: decoder)
    let container = try decoder.container(keyedBy: Key.self)
    validationFraction = try container.decode(Double.self, forKey: .validationFraction)
    validationInterval = try container.decode(Int.self, forKey: .validationInterval)
    patience = try container.decode(Int.self, forKey: .patience)
  }

  /// Writes all settings into one object.
  public func encode(to encoder: any Encoder) throws {
    try cloning.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(validationFraction, forKey: .validationFraction)
    try container.encode(validationInterval, forKey: .validationInterval)
    try container.encode(patience, forKey: .patience)
  }
}

extension BehaviorCloningConfiguration {
  /// The settings in words.
  public static let settings: [SettingDescription] =
    CloningConfiguration.settings + [
      SettingDescription(
        "validationFraction",
        "The share of the episodes that is held out to tell when to stop; 0 for none, and no early stop.",
        .below(1, from: 0)),
      SettingDescription(
        "validationInterval", "After how many updates the held-out episodes are looked at.", .from(1, to: 0x1p53)),
      SettingDescription(
        "patience", "After how many looks without a smaller loss training ends.", .from(1, to: 0x1p53)),
    ]
}
