import Simulation
import Training

/// The settings of a creative learning model: those of DQN, of the two adversaries, of imagination and of levels.
///
/// As text they are all in one list.
public struct CLMConfiguration: AgentConfiguration {
  /// The settings of the agent.
  public var learner = DQNConfiguration()
  /// The settings of the generator and the discriminator.
  public var adversaries = GANConfiguration()
  /// The settings of the loop between them.
  public var world = WorldConfiguration()
  /// The settings of generated levels, which a run uses only where it is asked to.
  public var levels = LevelConfiguration()

  /// The defaults.
  public init() {
    // The less chance is in a world, the less of it is to blur what follows from what.
    adversaries.noiseSize = 2
  }

  /// Reads all from one list.
  public init(from decoder: any Decoder) throws {
    learner = try DQNConfiguration(from: decoder)
    adversaries = try GANConfiguration(from: decoder)
    world = try WorldConfiguration(from: decoder)
    levels = try LevelConfiguration(from: decoder)
  }

  /// Writes all into one list.
  public func encode(to encoder: any Encoder) throws {
    try learner.encode(to: encoder)
    try adversaries.encode(to: encoder)
    try world.encode(to: encoder)
    try levels.encode(to: encoder)
  }

  /// Throws what is wrong with the values, if anything is.
  public func validate() throws(ConfigurationError) {
    try learner.validate()
    try adversaries.validate()
    try world.validate()
    try levels.validate()
    if world.imaginedShare > 0 { try Setting.require("bufferSize", learner.bufferSize, in: 100...1 << 31) }
    guard !learner.overlapsLearning else {
      throw ConfigurationError(
        "overlapsLearning is true, but what is imagined follows from what was learned last; set overlapsLearning=false."
      )
    }
  }

  /// The settings of DQN, with its number of updates multiplied by the update ratio.
  var agent: DQNConfiguration {
    var agent = learner
    agent.gradientSteps *= world.updateRatio
    return agent
  }
}

extension CLMConfiguration {
  /// The settings in words: DQN's, those of the two adversaries, of imagination, and of generated levels.
  public static let settings =
    DQNConfiguration.settings + GANConfiguration.settings + WorldConfiguration.settings
    + LevelConfiguration.settings
}
