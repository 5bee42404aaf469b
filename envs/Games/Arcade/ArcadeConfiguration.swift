import Simulation

/// The settings of an arcade game, those of the Python package MinAtar.
public struct ArcadeConfiguration: EnvironmentConfiguration {
  /// The probability that the last action is repeated in place of the chosen one.
  public var stickyActionProbability = 0.1
  /// True if the game grows harder as it goes on.
  public var difficultyRamp = true
  /// True if the actions are only those that do something in the game; otherwise they are all six.
  public var minimalActions = false
  /// True if resets and steps draw from NumPy's legacy `RandomState`, as the Python package's do.
  ///
  /// `reset(seed:)` then gives the package's game of that seed, draw by draw. As there, the action that sticks to the first
  /// step of an episode is the last one of the episode before. The stream is then not shown.
  public var mersenneTwister = false

  /// The package's values.
  public init() {}

  /// The settings, with their ranges.
  public static let settings = SettingList<Self> {
    Setting(
      \.stickyActionProbability, "stickyActionProbability",
      "How likely the last action is repeated in place of the chosen one.", in: 0...1)
    Setting(\.difficultyRamp, "difficultyRamp", "Whether the game grows harder as it goes on.")
    Setting(\.minimalActions, "minimalActions", "Whether to leave out the actions that do nothing in the game.")
    Setting(
      \.mersenneTwister, "mersenneTwister",
      "Whether to draw as the Python package MinAtar does, so that games are equal seed for seed.")
  }
}
