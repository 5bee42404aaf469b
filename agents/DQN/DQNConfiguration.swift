import Simulation
import Training

/// The settings of DQN; the defaults are those of Stable-Baselines3, but for a smaller replay.
public struct DQNConfiguration: ExploringSettings {
  /// The step size of Adam.
  public var learningRate = Schedule.constant(1e-4)
  /// The batch size: the number of transitions of an update.
  public var batchSize = 32
  /// The number of transitions that the replay keeps.
  public var bufferSize = 100_000
  /// The number of random steps before the first update.
  public var learningStarts = 100
  /// The discount γ of future rewards.
  public var discount = 0.99
  /// The number of environment steps from one round of updates to the next.
  public var trainingInterval = 4
  /// The number of updates in a round.
  public var gradientSteps = 1
  /// The number of environment steps from one update of the target network to the next.
  public var targetUpdateInterval = 10_000
  /// The Polyak factor τ of the target network's update: 1 copies, less averages.
  public var targetUpdateRate = 1.0
  /// The decay of the exponential moving average of weights that the greedy policy has; 0 for the network that learns.
  ///
  /// With 0.999, say, the policy is a running mean over about a thousand updates (Polyak and Juditsky 1992), which is
  /// steadier than the network of any one update. Learning and exploring do not see it.
  public var policyAveraging = 0.0
  /// The kind of exploration.
  public var exploration = ExplorationKind.epsilonGreedy
  /// The probability ε of a random action.
  public var epsilon = Schedule.linear(from: 1, to: 0.05, fraction: 0.1)
  /// The temperature of Boltzmann exploration.
  public var temperature = Schedule.constant(1)
  /// The sizes of the hidden layers; behind the convolutions, for pixels.
  public var hiddenSizes = [64, 64]
  /// True if the online network chooses the action that the target network values: double Q-learning (van Hasselt,
  /// Guez and Silver 2016).
  public var double = false
  /// True if values are estimated apart from advantages, by a dueling network (Wang, Schaul and others 2016).
  public var dueling = false
  /// The number n of rewards in an n-step return, summed before a value is looked up: Sutton (1988).
  public var returnSteps = 1
  /// True if transitions with large errors are drawn more often: prioritized replay (Schaul, Quan and others 2016).
  public var prioritized = false
  /// The exponent α of priorities: 0 is uniform.
  public var priorityExponent = 0.6
  /// The exponent β of importance sampling, which corrects the loss for priorities: 1 is fully.
  public var importanceExponent = Schedule.linear(from: 0.4, to: 1, fraction: 1)
  /// The loss that training minimizes.
  public var loss = LossKind.huber
  /// The maximum norm of gradients, to which longer ones are shortened; 0 for none.
  public var gradientNormLimit = 10.0
  /// True if it learns on a second thread while it acts; acting is then one round of `gradientSteps` behind.
  ///
  /// It pays on an idle core where the environments take about as long as learning; on small tasks it does not.
  public var overlapsLearning = false

  /// The defaults.
  public init() {}

  /// A loss that training can minimize.
  public enum LossKind: String, NamedChoice {
    /// Huber's loss with a threshold of 1.
    case huber
    /// The squared error.
    case squared

    /// A loss.
    public static let noun = "loss"
  }

  /// The settings, with their ranges.
  public static var settings: SettingList<Self> {
    Setting(
      \.learningRate, "learningRate", "The step size of Adam; a number or a schedule.", in: .above(0, upTo: 1))
    Setting(\.batchSize, "batchSize", "How many transitions an update learns from.", in: 1...65_536)
    Setting(\.bufferSize, "bufferSize", "How many of the last transitions the replay keeps.", in: 1...1 << 31)
      .atLeast(\.batchSize, "batchSize")
    Setting(
      \.learningStarts, "learningStarts", "How many steps are acted at random before the first update.",
      in: 0...1 << 53)
    Setting(\.discount, "discount", "The discount γ of future rewards.", in: 0...1)
    Setting(
      \.trainingInterval, "trainingInterval", "After how many environment steps the agent learns.", in: 1...1 << 53)
    Setting(\.gradientSteps, "gradientSteps", "How many updates it then makes.", in: 0...1 << 31)
    Setting(
      \.targetUpdateInterval, "targetUpdateInterval",
      "After how many environment steps the target network follows.", in: 1...1 << 53)
    Setting(
      \.targetUpdateRate, "targetUpdateRate",
      "How far the target network then goes, Polyak's τ: 1 copies, less averages.", in: 1e-9...1)
    Setting(
      \.policyAveraging, "policyAveraging",
      "How much of its past weights the greedy policy keeps at each update; 0 makes it the network that learns.",
      in: 0..<1)
    explorationSettings
    Setting(
      hiddenSizes: \.hiddenSizes, "hiddenSizes",
      "The sizes of the hidden layers; behind the convolutions, for pixels.")
    Setting(\.double, "double", "Whether the online network chooses the action that the target network values.")
    Setting(\.dueling, "dueling", "Whether values are estimated apart from advantages.")
    Setting(
      \.returnSteps, "returnSteps", "Over how many steps rewards are summed before a value is looked up.",
      in: 1...1000)
    Setting(\.prioritized, "prioritized", "Whether transitions with large errors are replayed more often.")
    Setting(\.priorityExponent, "priorityExponent", "How much more often they are, α; 0 is uniform.", in: 0...1)
    Setting(
      \.importanceExponent, "importanceExponent",
      "How far the loss corrects for that, β; 1 is fully. A number or a schedule.", in: 0...1)
    Setting(\.loss, "loss", "The loss that is made small.")
    Setting(
      \.gradientNormLimit, "gradientNormLimit", "To which length gradients are shortened; 0 for never.", in: 0...)
    Setting(\.overlapsLearning, "overlapsLearning", "Whether it learns on a second thread while it acts.")
  }

  /// The sampling of the replay: uniform or prioritized.
  var sampling: ReplaySampling { prioritized ? .prioritized(exponent: priorityExponent) : .uniform }
}
