import Simulation

/// The settings of adversarial imitation: those of DQN, which learns, and of the discriminator that pays it.
///
/// As text they are all in one list; the discriminator's have longer names where DQN has one of the same.
public struct GAILConfiguration: Settings {
  /// The settings of the learner.
  public var learner = DQNConfiguration()
  /// The settings of the discriminator.
  public var discriminator = DiscriminatorConfiguration()

  /// The defaults.
  public init() {}

  /// The settings, with their ranges: DQN's, then the discriminator's.
  public static var settings: SettingList<Self> {
    SettingGroup(\.learner)
    SettingGroup(\.discriminator)
    SettingRule {
      guard $0.discriminator.absorbing, $0.learner.discount == 1 else { return nil }
      return
        "discount is 1, but what an ended episode earns for ever must be discounted; make it less than 1, or set "
        + "absorbing=false."
    }
  }
}
