import Simulation
import Training

/// The settings of PLATIPUS.
public struct PLATIPUSConfiguration: MetaConfiguration {
  /// The settings of tasks.
  public var episodes = EpisodeSettings()
  /// The settings of the network and of the meta-step.
  public var network = MetaNetworkSettings()
  /// The size α of a gradient step from a drawn beginning.
  public var innerRate = 0.01
  /// The number of gradient steps from a drawn beginning in training.
  public var innerSteps = 1
  /// True if gradients of the inner gradients are taken for zero.
  public var firstOrder = false
  /// The first step sizes γ of the means of prior and posterior, which are learned.
  public var meanRate = 0.01
  /// The deviation of prior and posterior at the start, the same for all parameters.
  public var initialDeviation = 0.02
  /// The weight of the Kullback-Leibler divergence of the posterior from the prior.
  public var divergenceWeight = 0.1
  /// The numbers of gradient steps after which an evaluation looks.
  public var evaluationSteps = [1, 5]

  /// The defaults.
  public init() {}

  /// The settings, with their ranges.
  public static var settings: SettingList<Self> {
    SettingGroup(\.episodes)
    SettingGroup(\.network)
    Setting(
      \.innerRate, "innerRate", "The size of a gradient step from a drawn beginning.", in: .above(0, upTo: 100))
    Setting(
      \.innerSteps, "innerSteps", "The number of gradient steps from a drawn beginning in training.", in: 1...100)
    Setting(\.firstOrder, "firstOrder", "Gradients of the inner gradients are taken for zero.")
    Setting(
      \.meanRate, "meanRate", "The first step sizes of the means of prior and posterior, which are learned.",
      in: 0...100)
    Setting(
      \.initialDeviation, "initialDeviation", "The deviation of prior and posterior at the start.",
      in: .above(0, upTo: 100))
    Setting(
      \.divergenceWeight, "divergenceWeight", "The weight of the divergence of the posterior from the prior.",
      in: 0...1e6)
    Setting(evaluationSteps: \.evaluationSteps)
  }
}
