import Simulation

/// The settings of adversarial imitation: those of DQN, which learns, and of the discriminator that pays it.
///
/// As text they are all in one list; the discriminator's have longer names where DQN has one of the same.
public struct GAILConfiguration: AgentConfiguration {
  /// The settings of the learner.
  public var learner = DQNConfiguration()
  /// The settings of the discriminator.
  public var discriminator = DiscriminatorConfiguration()

  /// The defaults.
  public init() {}

  /// Reads both from one list.
  public init(from decoder: any Decoder) throws {
    learner = try DQNConfiguration(from: decoder)
    discriminator = try DiscriminatorConfiguration(from: decoder)
  }

  /// Writes both into one list.
  public func encode(to encoder: any Encoder) throws {
    try learner.encode(to: encoder)
    try discriminator.encode(to: encoder)
  }

  /// Throws what is wrong with the values, if anything is.
  public func validate() throws(ConfigurationError) {
    try learner.validate()
    try discriminator.validate()
    guard !discriminator.absorbing || learner.discount < 1 else {
      throw ConfigurationError(
        "discount is 1, but what an ended episode earns for ever must be discounted; make it less than 1, or set "
          + "absorbing=false.")
    }
  }
}

extension GAILConfiguration {
  /// The settings in words: DQN's, then the discriminator's.
  public static let settings = DQNConfiguration.settings + DiscriminatorConfiguration.settings
}
