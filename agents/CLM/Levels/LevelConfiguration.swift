import Simulation
import Training

/// The settings of a CLM's level generation, and of the choice among generated levels.
public struct LevelConfiguration: Codable, Equatable, Sendable {
  /// The share of episodes that take place in generated levels; the others are drawn as usual.
  ///
  /// It grows, since an agent that still fails usual levels has nothing to learn from harder ones.
  public var levelShare = Schedule.linear(from: 0, to: 0.5, fraction: 0.5)
  /// The minimum realism of a generated level: the discriminator's probability that it is designed.
  public var levelRealism = 0.3
  /// The minimum solvability of a generated level: the share of its usual score that a heuristic, if any, earns on it.
  public var levelSolvability = 0.5
  /// The weight κ of the agent's expected regret, in the generator's loss.
  public var levelCreativity = 0.1
  /// The size of the noise that a level is generated from.
  public var levelNoiseSize = 8
  /// The number of environment steps from one round of learning and level generation to the next.
  public var levelInterval = 2000
  /// The number of updates of each network in a round.
  public var levelUpdates = 50
  /// The number of updates of the generator and the discriminator before the first level.
  public var levelWarmup = 4000
  /// The number of levels generated in a round, before any is sorted out.
  public var levelsMade = 16
  /// The number of generated levels kept for episodes.
  public var levelsKept = 64
  /// The number of designed levels that the discriminator knows.
  public var levelsDesigned = 1000

  /// The defaults.
  public init() {}

  /// Throws what is wrong with the values, if anything is.
  public func validate() throws(ConfigurationError) {
    try Setting.require(
      "levelShare", levelShare, "between 0 and 1", [0, 1].allSatisfy { (0...1).contains(levelShare.value(at: $0)) })
    try Setting.require(
      "levelSolvability", levelSolvability, "between 0 and 1", (0...1).contains(levelSolvability))
    try Setting.require("levelRealism", levelRealism, "from 0 up to, but not, 1", (0..<1).contains(levelRealism))
    try Setting.require("levelCreativity", levelCreativity, "from 0 to 1e6", (0...1e6).contains(levelCreativity))
    try Setting.require("levelNoiseSize", levelNoiseSize, in: 1...4096)
    try Setting.require("levelInterval", levelInterval, in: 1...1 << 30)
    for (name, value) in [("levelUpdates", levelUpdates), ("levelWarmup", levelWarmup)] {
      try Setting.require(name, value, in: 0...1 << 30)
    }
    for (name, value) in [("levelsMade", levelsMade), ("levelsKept", levelsKept)] {
      try Setting.require(name, value, in: 1...4096)
    }
    try Setting.require("levelsDesigned", levelsDesigned, in: 10...100_000)
  }
}

extension LevelConfiguration {
  /// The settings in words.
  public static let settings: [SettingDescription] = [
    SettingDescription(
      "levelShare", "The share of episodes that take place in made levels; a number or a schedule.", .share),
    SettingDescription(
      "levelRealism", "How probable the discriminator must hold it that a made level is designed.",
      .below(1, from: 0)),
    SettingDescription(
      "levelSolvability",
      "Which share of its usual score a heuristic must earn on a made level, where there is a heuristic.", .share),
    SettingDescription(
      "levelCreativity", "The weight κ of the agent's expected regret, in the generator's loss.", .from(0, to: 1e6)),
    SettingDescription("levelNoiseSize", "How many numbers of noise a level is made of.", .from(1, to: 4096)),
    SettingDescription(
      "levelInterval", "After how many environment steps the networks learn, and new levels are made.",
      .from(1, to: 0x1p30)),
    SettingDescription("levelUpdates", "How many updates each network then makes.", .from(0, to: 0x1p30)),
    SettingDescription(
      "levelWarmup", "How many updates the generator and the discriminator make before the first level.",
      .from(0, to: 0x1p30)),
    SettingDescription(
      "levelsMade", "How many levels are made at a time, before any is sorted out.", .from(1, to: 4096)),
    SettingDescription("levelsKept", "How many made levels are kept for episodes.", .from(1, to: 4096)),
    SettingDescription(
      "levelsDesigned", "How many designed levels the discriminator knows.", .from(10, to: 100_000)),
  ]
}
