import Simulation
import Training

/// The settings of Reptile.
public struct ReptileConfiguration: MetaConfiguration {
  /// The settings of tasks; queries are asked in evaluations alone.
  public var episodes = EpisodeSettings()
  /// The settings of the network; its learning rate is the share ε of the way to the adapted weights.
  public var network = MetaNetworkSettings()
  /// The size of a gradient step on support examples.
  public var innerRate = 0.02
  /// The number of gradient steps on a task.
  public var innerSteps = 5
  /// The number of support examples that a gradient step looks at, each of them equally often; 0 for all.
  public var innerBatchSize = 10
  /// The numbers of gradient steps after which an evaluation looks, each on all support examples.
  public var evaluationSteps = [8, 32]

  /// The defaults, those of the sines of Nichol, Achiam and Schulman (2018).
  public init() {
    episodes.shots = 10
    episodes.trainingShots = 50
    episodes.queries = 1
    episodes.evaluationQueries = 50
    episodes.tasksPerStep = 1
    network.hiddenSizes = [64, 64]
    network.activation = .tanh
    network.learningRate = .linear(from: 0.1, to: 0, fraction: 1)
  }

  /// The settings, with their ranges.
  public static var settings: SettingList<Self> {
    SettingGroup(\.episodes)
    Setting(hiddenSizes: \.network.hiddenSizes, "hiddenSizes", "The sizes of the hidden layers.")
    Setting(\.network.activation, "activation", "The activation behind each hidden layer.")
    Setting(
      \.network.learningRate, "outerRate",
      "The share of the way to the adapted weights that a meta-step goes; a number or a schedule.", in: 0...1)
    Setting(\.innerRate, "innerRate", "The size of a gradient step on a task.", in: .above(0, upTo: 100))
    Setting(\.innerSteps, "innerSteps", "The number of gradient steps on a task.", in: 1...10_000)
    Setting(
      \.innerBatchSize, "innerBatchSize", "The number of support examples of a gradient step; 0 for all.",
      in: 0...65_536)
    Setting(evaluationSteps: \.evaluationSteps)
  }
}
