import Simulation

/// Find the way to what pays in a world of a few states that was drawn at random.
///
/// A Markov decision process without a meaning: where an action leads from each state, and what it pays there, are drawn
/// anew for each episode. The probabilities of the next states are uniform over all distributions (Dirichlet with
/// concentrations of 1), mean rewards are normal about 1 with a deviation of 1, and so is each reward about its mean. An
/// episode starts in state 0 and terminates after `horizon` steps.
///
/// The task of Duan and others (2016), "RL²: fast reinforcement learning via slow reinforcement learning", section 3.2,
/// where ten episodes make a trial (Osband, Russo and Van Roy 2013).
public struct TabularMDP: ConfigurableEnvironment {
  /// The size of the task.
  public struct Configuration: EnvironmentConfiguration {
    /// The number of states.
    public var states = 10
    /// The number of actions.
    public var actionCount = 5
    /// The number of steps of an episode.
    public var horizon = 10

    /// Ten states, five actions and ten steps.
    public init() {}

    /// The settings, with their ranges.
    public static let settings = SettingList<Self> {
      Setting(\.states, "states", "The number of states.", in: 1...128)
      Setting(\.actionCount, "actionCount", "The number of actions.", in: 1...32)
      Setting(\.horizon, "horizon", "The number of steps of an episode.", in: 1...100_000)
    }
  }

  /// The parameters.
  public let configuration: Configuration
  /// The probability of each next state, those of an action one after the other, the actions of each state.
  public private(set) var probabilities: [Double]
  /// The mean reward of each action, the actions of each state one after the other.
  public private(set) var means: [Double]
  /// The state.
  public private(set) var state = 0
  /// The last step, for drawings; `nil` before the first.
  public private(set) var lastStep: Move?
  /// The number of steps so far.
  public private(set) var steps = 0
  /// True if resets leave the world as it is.
  public var keepsTask = false
  /// The stream that resets and steps draw from.
  public var generator = RandomGenerator(seed: 0)

  /// A step from a state.
  public struct Move: Equatable, Sendable {
    /// The state that it went from.
    public let state: Int
    /// The action.
    public let action: Int
    /// The reward.
    public let reward: Double
  }

  /// Makes a world that stays where it is until it is drawn.
  public init(_ configuration: Configuration = Configuration()) {
    configuration.requireValid()
    self.configuration = configuration
    let pairs = configuration.states * configuration.actionCount
    probabilities = Array(repeating: 1 / Double(configuration.states), count: pairs * configuration.states)
    means = Array(repeating: 1, count: pairs)
  }

  /// The state.
  public var observationSpace: Discrete { Discrete(configuration.states) }

  /// The actions.
  public var actionSpace: Discrete { Discrete(configuration.actionCount) }

  /// Returns the places of an action's probabilities.
  func next(of action: Int, in state: Int) -> Range<Int> {
    let start = (state * configuration.actionCount + action) * configuration.states
    return start..<start + configuration.states
  }

  /// Draws a world, and starts in its state 0.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Int>) {
    if let seed { generator = RandomGenerator(seed: seed) }
    if !keepsTask { draw() }
    (state, lastStep, steps) = (0, nil, 0)
    observation[0] = state
  }

  /// Exponential numbers over their sum are uniform over all distributions.
  private mutating func draw() {
    for pair in means.indices {
      let range = pair * configuration.states..<(pair + 1) * configuration.states
      var sum = 0.0
      for index in range {
        probabilities[index] = generator.exponential()
        sum += probabilities[index]
      }
      for index in range { probabilities[index] /= sum }
    }
    for pair in means.indices { means[pair] = 1 + generator.standardNormal() }
  }

  /// Takes an action.
  public mutating func step(_ action: Span<Int>, into observation: inout MutableSpan<Int>) -> StepResult {
    assert(actionSpace.contains(action), "\(action[0]) is none of \(configuration.actionCount) actions")
    let reward = means[state * configuration.actionCount + action[0]] + generator.standardNormal()
    lastStep = Move(state: state, action: action[0], reward: reward)
    state = drawNext(action[0])
    steps += 1
    observation[0] = state
    return steps == configuration.horizon ? .terminated(reward: reward) : .running(reward: reward)
  }

  private mutating func drawNext(_ action: Int) -> Int {
    let range = next(of: action, in: state)
    var rest = generator.random()
    for index in range {
      rest -= probabilities[index]
      if rest < 0 { return index - range.lowerBound }
    }
    return range.count - 1
  }
}
