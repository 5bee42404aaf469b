import Simulation
import Training

/// The settings of DQN; the defaults are those of Stable-Baselines3, but for a smaller replay.
public struct DQNConfiguration: AgentConfiguration {
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

  /// Throws what is wrong with the values, if anything is.
  public func validate() throws(ConfigurationError) {
    try require("batchSize", batchSize, "from 1 to 65536", (1...65_536).contains(batchSize))
    try require("bufferSize", bufferSize, "from batchSize to 2^31", (batchSize...1 << 31).contains(bufferSize))
    try require("learningStarts", learningStarts, "from 0 to 2^53", (0...1 << 53).contains(learningStarts))
    try require("discount", discount, "between 0 and 1", (0...1).contains(discount))
    try require("trainingInterval", trainingInterval, "from 1 to 2^53", (1...1 << 53).contains(trainingInterval))
    try require("gradientSteps", gradientSteps, "from 0 to 2^31", (0...1 << 31).contains(gradientSteps))
    try require(
      "targetUpdateInterval", targetUpdateInterval, "from 1 to 2^53", (1...1 << 53).contains(targetUpdateInterval))
    try require("targetUpdateRate", targetUpdateRate, "above 0 and up to 1", (1e-9...1).contains(targetUpdateRate))
    try require("policyAveraging", policyAveraging, "from 0 up to, but not, 1", (0..<1).contains(policyAveraging))
    try Setting.require(hiddenSizes: hiddenSizes, as: "hiddenSizes")
    try require("returnSteps", returnSteps, "from 1 to 1000", (1...1000).contains(returnSteps))
    try require("priorityExponent", priorityExponent, "between 0 and 1", (0...1).contains(priorityExponent))
    try require("gradientNormLimit", gradientNormLimit, "0 or more", gradientNormLimit >= 0)
    try require("learningRate", learningRate, from: .leastNonzeroMagnitude, to: 1)
    try require("epsilon", epsilon, from: 0, to: 1)
    try require("temperature", temperature, from: .leastNonzeroMagnitude, to: .infinity)
    try require("importanceExponent", importanceExponent, from: 0, to: 1)
  }

  /// The exploration at a progress from 0 to 1.
  func exploration(at progress: Double) -> Exploration {
    switch exploration {
    case .epsilonGreedy: .epsilonGreedy(epsilon.value(at: progress))
    case .boltzmann: .boltzmann(temperature: temperature.value(at: progress))
    }
  }

  /// The sampling of the replay: uniform or prioritized.
  var sampling: ReplaySampling { prioritized ? .prioritized(exponent: priorityExponent) : .uniform }

  private func require<Value>(
    _ name: String, _ value: Value, _ expectation: String, _ isValid: Bool
  ) throws(ConfigurationError) {
    guard isValid else { throw ConfigurationError("\(name) is \(value), but must be \(expectation).") }
  }

  /// Schedules are monotonic, so their ends say all.
  private func require(
    _ name: String, _ schedule: Schedule, from low: Double, to high: Double
  ) throws(ConfigurationError) {
    let range = low...high
    try require(
      name, schedule, low > 0 ? "above 0 and at most \(high)" : "between \(low) and \(high)",
      range.contains(schedule.value(at: 0)) && range.contains(schedule.value(at: 1)))
  }
}

extension DQNConfiguration {
  /// The settings in words.
  public static let settings: [SettingDescription] = [
    SettingDescription("learningRate", "The step size of Adam; a number or a schedule.", .above(0, upTo: 1)),
    SettingDescription("batchSize", "How many transitions an update learns from.", .from(1, to: 65_536)),
    SettingDescription(
      "bufferSize", "How many of the last transitions the replay keeps.", .words("from batchSize to 2^31")),
    SettingDescription(
      "learningStarts", "How many steps are acted at random before the first update.", .from(0, to: 0x1p53)),
    SettingDescription("discount", "The discount γ of future rewards.", .share),
    SettingDescription(
      "trainingInterval", "After how many environment steps the agent learns.", .from(1, to: 0x1p53)),
    SettingDescription("gradientSteps", "How many updates it then makes.", .from(0, to: 0x1p31)),
    SettingDescription(
      "targetUpdateInterval", "After how many environment steps the target network follows.", .from(1, to: 0x1p53)),
    SettingDescription(
      "targetUpdateRate", "How far the target network then goes, Polyak's τ: 1 copies, less averages.",
      .above(0, upTo: 1)),
    SettingDescription(
      "policyAveraging",
      "How much of its past weights the greedy policy keeps at each update; 0 makes it the network that learns.",
      .below(1, from: 0)),
    SettingDescription(
      "exploration", "How the agent departs from the best action that it knows.", .oneOf(ExplorationKind.self)),
    SettingDescription(
      "epsilon", "The probability ε of a random action, for epsilonGreedy; a number or a schedule.", .share),
    SettingDescription(
      "temperature", "The temperature of Boltzmann exploration; a number or a schedule.", .above(0, upTo: .infinity)
    ),
    SettingDescription(
      "hiddenSizes", "The sizes of the hidden layers; behind the convolutions, for pixels.",
      .words("up to 16 sizes from 1 to 65536, separated by commas")),
    SettingDescription("double", "Whether the online network chooses the action that the target network values."),
    SettingDescription("dueling", "Whether values are estimated apart from advantages."),
    SettingDescription(
      "returnSteps", "Over how many steps rewards are summed before a value is looked up.", .from(1, to: 1000)),
    SettingDescription("prioritized", "Whether transitions with large errors are replayed more often."),
    SettingDescription("priorityExponent", "How much more often they are, α; 0 is uniform.", .share),
    SettingDescription(
      "importanceExponent", "How far the loss corrects for that, β; 1 is fully. A number or a schedule.", .share),
    SettingDescription("loss", "The loss that is made small.", .oneOf(LossKind.self)),
    SettingDescription("gradientNormLimit", "To which length gradients are shortened; 0 for never.", .atLeast(0)),
    SettingDescription("overlapsLearning", "Whether it learns on a second thread while it acts."),
  ]
}
