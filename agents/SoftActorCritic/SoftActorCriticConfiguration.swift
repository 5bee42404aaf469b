import Simulation
import Training

/// The settings of the soft actor-critics, SAC and TQC; the defaults are those of Stable-Baselines3.
public struct SoftActorCriticConfiguration: Settings {
  /// The step size of Adam, of the actor and the temperature.
  public var learningRate = Schedule.constant(3e-4)
  /// The step size of the critics' Adam; 0 for that of the actor.
  public var criticLearningRate = 0.0
  /// The number of transitions of an update.
  public var batchSize = 256
  /// The number of transitions that the replay keeps.
  public var bufferSize = 1_000_000
  /// The number of random steps before the first update.
  public var learningStarts = 100
  /// The discount γ of future rewards.
  public var discount = 0.99
  /// The reward that lower ones count as, as they are learned from.
  public var leastReward = -1e9
  /// The factor of rewards, as they are learned from.
  public var rewardFactor = 1.0
  /// The number of environment steps from one round of updates to the next.
  public var trainingInterval = 1
  /// The number of updates in a round.
  public var gradientSteps = 1
  /// The number of critic updates from one update of the actor to the next.
  public var policyDelay = 1
  /// The Polyak factor τ of the target critics' updates.
  public var targetUpdateRate = 0.005
  /// The number n of rewards in an n-step return.
  public var returnSteps = 1
  /// The number of critics.
  public var critics = 2
  /// The number of quantiles that each critic estimates of the return's distribution; 1 for its mean alone.
  public var quantiles = 1
  /// The number of the largest quantiles that are left out of targets, per critic.
  public var droppedQuantiles = 0
  /// The weight of the entropy at the start, the temperature α.
  public var temperature = 1.0
  /// True if the temperature is learned, so that the entropy comes to its target; else it stays as it is.
  public var learnsTemperature = true
  /// The target of the entropy, in nats per number of an action.
  public var targetEntropy = -1.0
  /// The sizes of the actor's hidden layers.
  public var hiddenSizes = [256, 256]
  /// The sizes of the critics' hidden layers.
  public var criticHiddenSizes = [256, 256]
  /// True if every hidden layer sees the input once more: D2RL (Sinha and others 2020).
  public var dense = false
  /// True if numbers are normalized over the batch before every layer of the critics: Bhatt and others (2024).
  public var batchNormalization = false
  /// True if targets are by running means of the critics; else by the critics themselves, as CrossQ has it.
  public var targetCritics = true
  /// The factor η by which the newest part of the replay that an update draws from falls within a round of updates: emphasis
  /// of recent experience (Wang and Ross 2019); 1 draws from all.
  public var recency = 1.0
  /// The color β of the noise by which actions are drawn: 0 is white, 1 pink (Eberhard and others 2023).
  public var noiseColor = 0.0
  /// The decay of the running mean of weights that the policy has; 0 for the network that learns.
  public var policyAveraging = 0.0

  /// The defaults.
  public init() {}

  /// The settings, with their ranges.
  public static var settings: SettingList<Self> {
    Setting(
      \.learningRate, "learningRate", "The step size of Adam, of actor and temperature; a number or a schedule.",
      in: .above(0, upTo: 1))
    Setting(
      \.criticLearningRate, "criticLearningRate", "The step size of the critics' Adam; 0 for that of the actor.",
      in: 0...1)
    Setting(\.batchSize, "batchSize", "The number of transitions of an update.", in: 1...65_536)
    Setting(\.bufferSize, "bufferSize", "The number of transitions that the replay keeps.", in: 1...1 << 31)
      .atLeast(\.batchSize, "batchSize")
    Setting(
      \.learningStarts, "learningStarts", "The number of random steps before the first update.", in: 0...1 << 53)
    Setting(\.discount, "discount", "The discount γ of future rewards.", in: 0...1)
    Setting(
      \.leastReward, "leastReward", "The reward that lower ones count as, as they are learned from.", in: -1e9...1e9
    )
    Setting(
      \.rewardFactor, "rewardFactor", "What rewards are multiplied with, as they are learned from.",
      in: .above(0, upTo: 1e9))
    Setting(
      \.trainingInterval, "trainingInterval", "The number of steps between rounds of updates.", in: 1...1 << 53)
    Setting(\.gradientSteps, "gradientSteps", "The number of updates in a round.", in: 0...1 << 31)
    Setting(
      \.policyDelay, "policyDelay", "The number of critic updates between updates of the actor.", in: 1...1 << 31)
    Setting(
      \.targetUpdateRate, "targetUpdateRate", "The Polyak factor τ of the target critics: 1 copies, less averages.",
      in: 1e-9...1)
    Setting(
      \.returnSteps, "returnSteps", "The number of rewards that are summed before a value is looked up.",
      in: 1...1000)
    Setting(\.critics, "critics", "The number of critics.", in: 1...100)
    Setting(
      \.quantiles, "quantiles", "The number of quantiles that a critic estimates; 1 for the mean alone.",
      in: 1...1000)
    Setting(
      \.droppedQuantiles, "droppedQuantiles", "The number of largest quantiles per critic that targets leave out.",
      in: 0...999)
    Setting(\.temperature, "temperature", "The weight α of the entropy, at the start.", in: 1e-9...1e6)
    Setting(\.learnsTemperature, "learnsTemperature", "The temperature is learned.")
    Setting(
      \.targetEntropy, "targetEntropy", "The target of the entropy, in nats per number of an action.",
      in: -100...100)
    Setting(hiddenSizes: \.hiddenSizes, "hiddenSizes", "The sizes of the actor's hidden layers.")
    Setting(hiddenSizes: \.criticHiddenSizes, "criticHiddenSizes", "The sizes of the critics' hidden layers.")
    Setting(\.dense, "dense", "Every hidden layer sees the input once more.")
    Setting(
      \.batchNormalization, "batchNormalization", "Numbers are normalized over the batch in critics.")
    Setting(
      \.targetCritics, "targetCritics", "Targets are by running means of the critics, not by themselves.")
    Setting(
      \.recency, "recency", "The factor by which updates of a round draw from ever newer steps; 1 draws from all.",
      in: .above(0, upTo: 1))
    Setting(
      \.noiseColor, "noiseColor", "The color of the noise by which actions are drawn: 0 is white, 1 pink, 2 brown.",
      in: 0...2)
    Setting(
      \.policyAveraging, "policyAveraging", "The share of its past weights that the policy keeps at each update.",
      in: 0..<1)
  }
}
