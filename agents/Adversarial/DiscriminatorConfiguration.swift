import Simulation
import Training

/// The settings of a discriminator and of its rewards.
public struct DiscriminatorConfiguration: Settings {
  /// The reward as a function of D.
  public var reward = AdversarialRewardKind.logit
  /// The magnitude that logits are limited to before they become rewards.
  public var rewardLimit = 10.0
  /// True if a termination leads to an absorbing state, which counts like others: Kostrikov and others (2019).
  ///
  /// Then D learns which of the two ends episodes more often, and an episode that terminates earns the reward of its
  /// last state for ever after, r / (1 − γ). Otherwise it earns nothing more, which is good or bad whatever the expert does.
  public var absorbing = true
  /// The step size of Adam.
  public var learningRate = Schedule.constant(1e-3)
  /// The sizes of the hidden layers.
  public var hiddenSizes = [64, 64]
  /// The batch size: the number of the expert's pairs, and of the learner's own, that an update compares.
  public var batchSize = 64
  /// The number of environment steps from one round of the discriminator's updates to the next.
  public var interval = 8
  /// The number of the discriminator's updates in a round.
  public var updates = 1
  /// The number of the learner's newest pairs that count as its own.
  public var experienceSize = 10_000
  /// The distance of the expert's label below 1: one-sided label smoothing, Salimans and others (2016).
  public var labelSmoothing = 0.0
  /// The weight of the penalty on D's gradient between the expert's pairs and the learner's, λ; 0 for none.
  public var gradientPenalty = 10.0
  /// The norm of the gradient at which there is no penalty.
  ///
  /// 0 as in Thanh-Tung, Tran and Venkatesh (2019), where a discriminator that cannot tell becomes flat; 1 as in Gulrajani
  /// and others (2017), and in discriminator-actor-critic.
  public var gradientTarget = 0.0
  /// The weight of the entropy of D's answers, which keeps it from being too sure; Baselines have 0.001.
  public var entropyWeight = 0.0
  /// True if features are normalized for D, by their means and deviations over the demonstrations.
  public var normalization = false

  /// The defaults.
  public init() {}

  /// The settings, with their ranges.
  public static var settings: SettingList<Self> {
    Setting(\.reward, "reward", "How a reward is made of the discriminator's probability D.")
    Setting(
      \.rewardLimit, "rewardLimit", "To which size logits are limited before rewards are made of them.",
      in: .above(0, upTo: 1000))
    Setting(
      \.absorbing, "absorbing",
      "Whether the state after a termination is one like others, whose reward goes on for ever.")
    Setting(
      \.learningRate, "discriminatorLearningRate",
      "The step size of the discriminator's Adam; a number or a schedule.", in: .above(0, upTo: 1))
    Setting(
      hiddenSizes: \.hiddenSizes, "discriminatorHiddenSizes", "The sizes of the discriminator's hidden layers.")
    Setting(
      \.batchSize, "discriminatorBatchSize",
      "How many of the expert's pairs, and how many of the learner's own, an update compares.", in: 1...65_536)
    Setting(
      \.interval, "discriminatorInterval", "After how many environment steps the discriminator learns.",
      in: 1...1 << 53)
    Setting(\.updates, "discriminatorUpdates", "How many updates it then makes.", in: 1...1 << 31)
    Setting(
      \.experienceSize, "experienceSize", "How many of the learner's newest pairs count as its own.",
      in: 1...1 << 31)
    Setting(\.labelSmoothing, "labelSmoothing", "How far the expert's label is below 1.", in: 0..<0.5)
    Setting(
      \.gradientPenalty, "gradientPenalty",
      "The weight λ of the penalty on D's gradient between the expert's pairs and the learner's; 0 for none.",
      in: 0...1e6)
    Setting(
      \.gradientTarget, "gradientTarget", "The length of that gradient at which there is no penalty.", in: 0...1e6)
    Setting(
      \.entropyWeight, "discriminatorEntropyWeight",
      "The weight of the entropy of D's answers, which keeps it from being too sure.", in: 0...1000)
    Setting(
      \.normalization, "discriminatorNormalization",
      "Whether D sees every feature less its mean over the demonstrations, in units of its deviation.")
  }
}
