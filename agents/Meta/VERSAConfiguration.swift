import Simulation
import Training

/// The settings of VERSA.
public struct VERSAConfiguration: MetaConfiguration {
  /// The settings of tasks.
  public var episodes = EpisodeSettings()
  /// The settings of the network of features, and of the meta-step.
  public var network = MetaNetworkSettings()
  /// The sizes of the hidden layers of the network that says the last layer's weights.
  public var amortizerSizes = [40]
  /// The number of drawn last layers that a meta-step looks at.
  public var samples = 10
  /// The standard deviation of targets that are numbers around what is predicted; 0 to learn it.
  public var noise = 0.0

  /// The defaults.
  public init() {}

  /// The settings, with their ranges.
  public static var settings: SettingList<Self> {
    SettingGroup(\.episodes)
    SettingGroup(\.network)
    Setting(
      hiddenSizes: \.amortizerSizes, "amortizerSizes",
      "The sizes of the hidden layers of the network that says the last layer's weights.")
    Setting(\.samples, "samples", "The number of drawn last layers that a meta-step looks at.", in: 1...65_536)
    Setting(
      \.noise, "noise", "The standard deviation of targets around what is predicted; 0 to learn it.", in: 0...1e6)
  }
}
