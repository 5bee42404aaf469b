import Simulation
import Training

/// The settings of a sequence policy; sizes are half of the paper's, which lets it learn in minutes on one core.
public struct SequenceConfiguration: AgentConfiguration {
  /// The context length K: the number of steps that the policy sees, of three tokens each; half of the paper's.
  public var contextLength = 10
  /// The size of a token's embedding.
  public var embeddingSize = 64
  /// The number of blocks of attention and perceptron.
  public var layers = 3
  /// The number of attention heads, which share the numbers of a token.
  public var heads = 1
  /// The share of numbers that become zero in training.
  public var dropout = 0.0
  /// The step size of AdamW.
  public var learningRate = Schedule.linear(from: 1e-3, to: 1e-5, fraction: 1)
  /// The weight decay of each update, in units of the learning rate.
  public var weightDecay = 1e-4
  /// The maximum norm of gradients, to which longer ones are shortened; 0 for none.
  public var gradientNormLimit = 1.0
  /// The batch size: the number of windows of episodes of an update, shared evenly among the tasks.
  public var batchSize = 64
  /// The quantile of the demonstrated returns that an episode begins by asking for: 1 the largest, 0.5 the median.
  public var targetQuantile = 1.0
  /// The share of every task's episodes that is held out.
  public var validationFraction = 0.1
  /// The number of updates from one look at the held-out episodes to the next.
  public var validationInterval = 200
  /// True if training ends once the held-out loss no longer falls; the policy is then the best one, not the last.
  public var earlyStopping = false
  /// The number of looks without a smaller loss after which it ends.
  public var patience = 5

  /// The defaults.
  public init() {}

  /// Throws what is wrong with the values, if anything is.
  public func validate() throws(ConfigurationError) {
    try Setting.require("contextLength", contextLength, in: 1...1024)
    try Setting.require("embeddingSize", embeddingSize, in: 1...4096)
    try Setting.require("layers", layers, in: 1...64)
    let weights = 12 * embeddingSize * embeddingSize * layers
    try Setting.require(
      "embeddingSize", embeddingSize,
      "so small that \(layers) layers have at most 2²⁸ weights, not \(weights)", weights <= 1 << 28)
    try Setting.require(
      "heads", heads, "a divisor of embeddingSize, which is \(embeddingSize)",
      heads > 0 && embeddingSize % heads == 0)
    let architecture = SequenceNetwork.Architecture(
      contextLength: contextLength, embeddingSize: embeddingSize, layers: layers, heads: heads)
    try Setting.require(
      "contextLength", contextLength,
      "so short that at most 2²⁸ pairs of its tokens look at each other in \(layers) layers of \(heads) heads",
      architecture.isUsable)
    try Setting.require("dropout", dropout, "from 0 up to, but not, 1", (0..<1).contains(dropout))
    try Setting.require("weightDecay", weightDecay, "from 0 to 1", (0...1).contains(weightDecay))
    try Setting.require("gradientNormLimit", gradientNormLimit, "0 or more", gradientNormLimit >= 0)
    try Setting.require("batchSize", batchSize, in: 1...65_536)
    try Setting.require("targetQuantile", targetQuantile, "between 0 and 1", (0...1).contains(targetQuantile))
    try Setting.require(
      "validationFraction", validationFraction, "from 0 up to, but not, 1", (0..<1).contains(validationFraction))
    try Setting.require(
      "validationInterval", validationInterval, "from 1 to 2^53", (1...1 << 53).contains(validationInterval))
    try Setting.require("patience", patience, "from 1 to 2^53", (1...1 << 53).contains(patience))
    try Setting.require("learningRate", learningRate, above: 0, upTo: 1)
    guard !earlyStopping || validationFraction > 0 else {
      throw ConfigurationError("earlyStopping needs episodes to watch, but validationFraction is 0; set it to 0.1.")
    }
  }
}

extension SequenceConfiguration {
  /// The settings in words.
  public static let settings: [SettingDescription] = [
    SettingDescription(
      "contextLength", "How many steps of an episode, of three tokens each, the policy sees: K.", .from(1, to: 1024)
    ),
    SettingDescription("embeddingSize", "How many numbers a token has.", .from(1, to: 4096)),
    SettingDescription("layers", "How many blocks of attention and perceptron there are.", .from(1, to: 64)),
    SettingDescription(
      "heads", "How many heads an attention has; they share the numbers of a token.",
      .words("a divisor of embeddingSize")),
    SettingDescription("dropout", "The share of numbers that become zero in training.", .below(1, from: 0)),
    SettingDescription("learningRate", "The step size of AdamW; a number or a schedule.", .above(0, upTo: 1)),
    SettingDescription(
      "weightDecay", "How much of the parameters is taken away at each step, in units of the learning rate.", .share
    ),
    SettingDescription("gradientNormLimit", "To which length gradients are shortened; 0 for never.", .atLeast(0)),
    SettingDescription(
      "batchSize", "How many windows of episodes an update learns from, shared evenly among the tasks.",
      .from(1, to: 65_536)),
    SettingDescription(
      "targetQuantile",
      "Which of the demonstrated returns is asked for at the start of an episode: 1 the largest, 0.5 the median.",
      .share),
    SettingDescription(
      "validationFraction", "The share of every task's episodes that is not learned from, but watched.",
      .below(1, from: 0)),
    SettingDescription(
      "validationInterval", "After how many updates the episodes that are held out are looked at.",
      .from(1, to: 0x1p53)),
    SettingDescription(
      "earlyStopping",
      "Whether training ends once the loss on them no longer falls; the policy is then the best one, not the last."),
    SettingDescription("patience", "After how many looks without a smaller loss it ends.", .from(1, to: 0x1p53)),
  ]
}
