import Simulation
import Training

/// The settings of a discriminator, and of the rewards that are made of it.
public struct DiscriminatorConfiguration: Codable, Equatable, Sendable {
  /// How a reward is made of D.
  public var reward = AdversarialRewardKind.logit
  /// To which size logits are limited before rewards are made of them.
  public var rewardLimit = 10.0
  /// Whether what comes after a termination is a state like others: Kostrikov and others (2019).
  ///
  /// Then D learns which of the two ends episodes more often, and an episode that terminates earns the reward of its
  /// last state for ever after, r / (1 − γ). Otherwise it earns nothing more, which is good or bad whatever the expert does.
  public var absorbing = true
  /// The step size of Adam.
  public var learningRate = Schedule.constant(3e-4)
  /// The sizes of the hidden layers.
  public var hiddenSizes = [64, 64]
  /// How many of the expert's pairs, and how many of the learner's own, an update compares.
  public var batchSize = 64
  /// After how many environment steps the discriminator learns.
  public var interval = 8
  /// How many updates it then makes.
  public var updates = 1
  /// How many of the learner's newest pairs count as its own.
  public var experienceSize = 10_000
  /// How far the expert's label is below 1: one-sided label smoothing, Salimans and others (2016).
  public var labelSmoothing = 0.0
  /// The weight of the gradient penalty, λ; 0 for none: Gulrajani and others (2017).
  public var gradientPenalty = 10.0
  /// The length of D's gradient at which there is no penalty: 1, or 0 for a penalty around zero.
  public var gradientTarget = 1.0
  /// The weight of the entropy of D's answers, which keeps it from being too sure; Baselines have 0.001.
  public var entropyWeight = 0.0
  /// Whether D sees every feature less its mean over the demonstrations, in units of its deviation.
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
    try require(.batchSize, batchSize, "from 1 to 65536", (1...65_536).contains(batchSize))
    try require(.interval, interval, "from 1 to 2^53", (1...1 << 53).contains(interval))
    try require(.updates, updates, "from 1 to 2^31", (1...1 << 31).contains(updates))
    try require(.experienceSize, experienceSize, "from 1 to 2^31", (1...1 << 31).contains(experienceSize))
    try require(.labelSmoothing, labelSmoothing, "from 0 up to, but not, 0.5", (0..<0.5).contains(labelSmoothing))
    try require(.gradientPenalty, gradientPenalty, "from 0 to 1e6", (0...1e6).contains(gradientPenalty))
    try require(.gradientTarget, gradientTarget, "from 0 to 1e6", (0...1e6).contains(gradientTarget))
    try require(.entropyWeight, entropyWeight, "from 0 to 1000", (0...1000).contains(entropyWeight))
    try require(
      .hiddenSizes, hiddenSizes, "at most 16 sizes from 1 to 65536",
      hiddenSizes.count <= 16 && hiddenSizes.allSatisfy((1...65_536).contains))
    let rates = (learningRate.value(at: 0), learningRate.value(at: 1))
    try require(
      .learningRate, learningRate, "above 0 and at most 1",
      rates.0 > 0 && rates.0 <= 1 && rates.1 > 0 && rates.1 <= 1)
  }

  private func require<Value>(
    _ key: CodingKeys, _ value: Value, _ expectation: String, _ isValid: Bool
  ) throws(ConfigurationError) {
    guard isValid else { throw ConfigurationError("\(key.rawValue) is \(value), but must be \(expectation).") }
  }
}
