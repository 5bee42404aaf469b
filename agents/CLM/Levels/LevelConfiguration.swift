import Simulation
import Training

/// The settings of a CLM's level generation, and of the choice among generated levels.
public struct LevelConfiguration: Settings {
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

  /// The settings, with their ranges.
  public static var settings: SettingList<Self> {
    Setting(
      \.levelShare, "levelShare", "The share of episodes that take place in made levels; a number or a schedule.",
      in: 0...1)
    Setting(
      \.levelRealism, "levelRealism", "How probable the discriminator must hold it that a made level is designed.",
      in: 0..<1)
    Setting(
      \.levelSolvability, "levelSolvability",
      "Which share of its usual score a heuristic must earn on a made level, where there is a heuristic.", in: 0...1
    )
    Setting(
      \.levelCreativity, "levelCreativity", "The weight κ of the agent's expected regret, in the generator's loss.",
      in: 0...1e6)
    Setting(\.levelNoiseSize, "levelNoiseSize", "How many numbers of noise a level is made of.", in: 1...4096)
    Setting(
      \.levelInterval, "levelInterval",
      "After how many environment steps the networks learn, and new levels are made.", in: 1...1 << 30)
    Setting(\.levelUpdates, "levelUpdates", "How many updates each network then makes.", in: 0...1 << 30)
    Setting(
      \.levelWarmup, "levelWarmup",
      "How many updates the generator and the discriminator make before the first level.", in: 0...1 << 30)
    Setting(
      \.levelsMade, "levelsMade", "How many levels are made at a time, before any is sorted out.", in: 1...4096)
    Setting(\.levelsKept, "levelsKept", "How many made levels are kept for episodes.", in: 1...4096)
    Setting(
      \.levelsDesigned, "levelsDesigned", "How many designed levels the discriminator knows.", in: 10...100_000)
  }
}
