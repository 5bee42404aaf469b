import Simulation
import Training

/// The settings of MAML and of its relatives: Meta-SGD, ANIL and first-order MAML are switches.
public struct MAMLConfiguration: MetaConfiguration {
  /// The settings of tasks.
  public var episodes = EpisodeSettings()
  /// The settings of the network and of the meta-step.
  public var network = MetaNetworkSettings()
  /// The size α of a gradient step on the support examples.
  public var innerRate = 0.01
  /// The number of gradient steps on the support examples in training.
  public var innerSteps = 1
  /// True if gradients of the inner gradients are taken for zero.
  public var firstOrder = false
  /// True if only the last layer is adapted to a task: ANIL.
  public var adaptsHeadOnly = false
  /// True if every parameter has an inner rate of its own, which is learned: Meta-SGD.
  public var learnsRates = false
  /// The lowest of the learned rates at the start, which are drawn evenly.
  public var lowestRate = 0.005
  /// The highest of the learned rates at the start.
  public var highestRate = 0.1
  /// The numbers of gradient steps after which an evaluation looks.
  public var evaluationSteps = [1, 5, 10]

  /// The defaults.
  public init() {}

  /// The settings, with their ranges.
  public static var settings: SettingList<Self> {
    SettingGroup(\.episodes)
    SettingGroup(\.network)
    Setting(
      \.innerRate, "innerRate", "The size of a gradient step on the support examples.", in: .above(0, upTo: 100))
    Setting(
      \.innerSteps, "innerSteps", "The number of gradient steps on the support examples in training.",
      in: 1...100)
    Setting(\.firstOrder, "firstOrder", "Gradients of the inner gradients are taken for zero.")
    Setting(\.adaptsHeadOnly, "adaptsHeadOnly", "Only the last layer is adapted to a task: ANIL.")
    Setting(
      \.learnsRates, "learnsRates", "Every parameter has an inner rate of its own, which is learned: Meta-SGD.")
    Setting(\.lowestRate, "lowestRate", "The lowest of the learned rates at the start.", in: 0...100)
    Setting(\.highestRate, "highestRate", "The highest of the learned rates at the start.", in: 0...100)
      .atLeast(\.lowestRate, "lowestRate")
    Setting(evaluationSteps: \.evaluationSteps)
  }
}
