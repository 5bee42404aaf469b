import Simulation
import Training

/// The settings of behaviour cloning: those of the policy and its fitting, and when to stop.
@dynamicMemberLookup
public struct BehaviorCloningConfiguration: Settings {
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

  /// The settings, with their ranges.
  public static var settings: SettingList<Self> {
    SettingGroup(\.cloning)
    Setting(
      \.validationFraction, "validationFraction",
      "The share of the episodes that is held out to tell when to stop; 0 for none, and no early stop.", in: 0..<1)
    Setting(
      \.validationInterval, "validationInterval", "After how many updates the held-out episodes are looked at.",
      in: 1...1 << 53)
    Setting(\.patience, "patience", "After how many looks without a smaller loss training ends.", in: 1...1 << 53)
  }
}
