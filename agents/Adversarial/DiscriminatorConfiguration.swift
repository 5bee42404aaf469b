import Simulation
import Training

/// The settings of a discriminator and of its rewards.
public struct DiscriminatorConfiguration: Codable, Equatable, Sendable {
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

  // The agent's own settings stand beside these, so that some need a longer name in text.
  private enum CodingKeys: String, CodingKey {
    case reward, rewardLimit, absorbing, experienceSize, labelSmoothing, gradientPenalty, gradientTarget
    case learningRate = "discriminatorLearningRate"
    case hiddenSizes = "discriminatorHiddenSizes"
    case batchSize = "discriminatorBatchSize"
    case interval = "discriminatorInterval"
    case updates = "discriminatorUpdates"
    case entropyWeight = "discriminatorEntropyWeight"
    case normalization = "discriminatorNormalization"
  }

  /// Throws what is wrong with the values, if anything is.
  public func validate() throws(ConfigurationError) {
    try require(.rewardLimit, rewardLimit, "above 0 and at most 1000", rewardLimit > 0 && rewardLimit <= 1000)
    try Setting.require(CodingKeys.batchSize.rawValue, batchSize, in: 1...65_536)
    try Setting.require(CodingKeys.interval.rawValue, interval, in: 1...1 << 53)
    try Setting.require(CodingKeys.updates.rawValue, updates, in: 1...1 << 31)
    try Setting.require(CodingKeys.experienceSize.rawValue, experienceSize, in: 1...1 << 31)
    try Setting.require(CodingKeys.learningRate.rawValue, learningRate, above: 0, upTo: 1)
    try require(.labelSmoothing, labelSmoothing, "from 0 up to, but not, 0.5", (0..<0.5).contains(labelSmoothing))
    try require(.gradientPenalty, gradientPenalty, "from 0 to 1e6", (0...1e6).contains(gradientPenalty))
    try require(.gradientTarget, gradientTarget, "from 0 to 1e6", (0...1e6).contains(gradientTarget))
    try require(.entropyWeight, entropyWeight, "from 0 to 1000", (0...1000).contains(entropyWeight))
    try Setting.require(hiddenSizes: hiddenSizes, as: CodingKeys.hiddenSizes.rawValue)
  }

  private func require<Value>(
    _ key: CodingKeys, _ value: Value, _ expectation: String, _ isValid: Bool
  ) throws(ConfigurationError) {
    try Setting.require(key.rawValue, value, expectation, isValid)
  }
}

extension DiscriminatorConfiguration {
  /// The settings in words.
  public static let settings: [SettingDescription] = [
    SettingDescription(
      "reward", "How a reward is made of the discriminator's probability D.", .oneOf(AdversarialRewardKind.self)),
    SettingDescription(
      "rewardLimit", "To which size logits are limited before rewards are made of them.", .above(0, upTo: 1000)),
    SettingDescription(
      "absorbing", "Whether the state after a termination is one like others, whose reward goes on for ever."),
    SettingDescription(
      "discriminatorLearningRate", "The step size of the discriminator's Adam; a number or a schedule.",
      .above(0, upTo: 1)),
    SettingDescription(
      "discriminatorHiddenSizes", "The sizes of the discriminator's hidden layers.",
      .words("up to 16 sizes from 1 to 65536, separated by commas")),
    SettingDescription(
      "discriminatorBatchSize",
      "How many of the expert's pairs, and how many of the learner's own, an update compares.", .from(1, to: 65_536)
    ),
    SettingDescription(
      "discriminatorInterval", "After how many environment steps the discriminator learns.", .from(1, to: 0x1p53)),
    SettingDescription("discriminatorUpdates", "How many updates it then makes.", .from(1, to: 0x1p31)),
    SettingDescription(
      "experienceSize", "How many of the learner's newest pairs count as its own.", .from(1, to: 0x1p31)),
    SettingDescription("labelSmoothing", "How far the expert's label is below 1.", .below(0.5, from: 0)),
    SettingDescription(
      "gradientPenalty",
      "The weight λ of the penalty on D's gradient between the expert's pairs and the learner's; 0 for none.",
      .from(0, to: 1e6)),
    SettingDescription(
      "gradientTarget", "The length of that gradient at which there is no penalty.", .from(0, to: 1e6)),
    SettingDescription(
      "discriminatorEntropyWeight", "The weight of the entropy of D's answers, which keeps it from being too sure.",
      .from(0, to: 1000)),
    SettingDescription(
      "discriminatorNormalization",
      "Whether D sees every feature less its mean over the demonstrations, in units of its deviation."),
  ]
}
