import Simulation
import Training

/// The settings of a sequence policy; sizes are half of the paper's, which lets it learn in minutes on one core.
public struct SequenceConfiguration: Settings {
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

  /// The settings, with their ranges.
  public static var settings: SettingList<Self> {
    Setting(
      \.contextLength, "contextLength", "How many steps of an episode, of three tokens each, the policy sees: K.",
      in: 1...1024)
    Setting(\.embeddingSize, "embeddingSize", "How many numbers a token has.", in: 1...4096)
      .also {
        let weights = 12 * $0.embeddingSize * $0.embeddingSize * $0.layers
        return weights <= 1 << 28
          ? nil : "so small that \($0.layers) layers have at most 2²⁸ weights, not \(weights)"
      }
    Setting(\.layers, "layers", "How many blocks of attention and perceptron there are.", in: 1...64)
    Setting(\.heads, "heads", "How many heads an attention has; they share the numbers of a token.", in: 1...4096)
      .also("a divisor of embeddingSize") {
        $0.embeddingSize % $0.heads == 0 ? nil : "a divisor of embeddingSize, which is \($0.embeddingSize)"
      }
    Setting(\.dropout, "dropout", "The share of numbers that become zero in training.", in: 0..<1)
    Setting(
      \.learningRate, "learningRate", "The step size of AdamW; a number or a schedule.", in: .above(0, upTo: 1))
    Setting(
      \.weightDecay, "weightDecay",
      "How much of the parameters is taken away at each step, in units of the learning rate.", in: 0...1)
    Setting(
      \.gradientNormLimit, "gradientNormLimit", "To which length gradients are shortened; 0 for never.", in: 0...)
    Setting(
      \.batchSize, "batchSize",
      "How many windows of episodes an update learns from, shared evenly among the tasks.", in: 1...65_536)
    Setting(
      \.targetQuantile, "targetQuantile",
      "Which of the demonstrated returns is asked for at the start of an episode: 1 the largest, 0.5 the median.",
      in: 0...1)
    Setting(
      \.validationFraction, "validationFraction",
      "The share of every task's episodes that is not learned from, but watched.", in: 0..<1)
    Setting(
      \.validationInterval, "validationInterval",
      "After how many updates the episodes that are held out are looked at.", in: 1...1 << 53)
    Setting(
      \.earlyStopping, "earlyStopping",
      "Whether training ends once the loss on them no longer falls; the policy is then the best one, not the last.")
    Setting(\.patience, "patience", "After how many looks without a smaller loss it ends.", in: 1...1 << 53)
    SettingRule {
      let architecture = SequenceNetwork.Architecture(
        contextLength: $0.contextLength, embeddingSize: $0.embeddingSize, layers: $0.layers, heads: $0.heads)
      guard !architecture.isUsable else { return nil }
      return
        "contextLength is \($0.contextLength), but must be so short that at most 2²⁸ pairs of its tokens look at each "
        + "other in \($0.layers) layers of \($0.heads) heads."
    }
    SettingRule {
      guard $0.earlyStopping, $0.validationFraction == 0 else { return nil }
      return "earlyStopping needs episodes to watch, but validationFraction is 0; set it to 0.1."
    }
  }
}
