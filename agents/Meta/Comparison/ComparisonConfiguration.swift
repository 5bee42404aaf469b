import Simulation
import Training

/// The settings of methods that compare features.
public struct ComparisonConfiguration: MetaConfiguration {
  /// The settings of tasks.
  public var episodes = EpisodeSettings()
  /// The number of channels of each convolution, for pictures.
  public var channels = 32
  /// True if matching networks embed examples in the context of all support examples.
  public var fullContext = false
  /// The sizes of the hidden layers, for what is no picture; the last one is the number of features.
  public var hiddenSizes = [64, 64]
  /// The step size of Adam.
  public var learningRate = Schedule.constant(1e-3)
  /// The norm that longer gradients are shortened to; 0 for none.
  public var gradientNormLimit = 0.0

  /// One task at a time, with fewer queries than by which gradients are learned.
  public init() { (episodes.tasksPerStep, episodes.queries, episodes.evaluationQueries) = (1, 5, 15) }

  /// The settings, with their ranges.
  public static var settings: SettingList<Self> {
    SettingGroup(\.episodes)
    Setting(\.channels, "channels", "The number of channels of each convolution, for pictures.", in: 1...1024)
    Setting(
      \.fullContext, "fullContext",
      "Matching networks embed examples in the context of all support examples; means nothing to the others.")
    Setting(
      hiddenSizes: \.hiddenSizes, "hiddenSizes",
      "The sizes of the hidden layers, for what is no picture; the last one is the number of features.")
    Setting(
      \.learningRate, "learningRate", "The step size of Adam; a number or a schedule.", in: .above(0, upTo: 1))
    Setting(
      \.gradientNormLimit, "gradientNormLimit", "The length that longer gradients are shortened to; 0 for none.",
      in: 0...)
  }
}
