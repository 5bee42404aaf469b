import Simulation

/// Cross a frozen lake from the start to the goal without falling into a hole; the ice may be slippery.
///
/// Counterpart of Gymnasium's `FrozenLake-v1` and `FrozenLake8x8-v1`. The observation is the number of the tile,
/// row by row. Actions: 0 left, 1 down, 2 right, 3 up. On slippery ice the player goes where intended with
/// probability `successRate`, else to one of the sides. The reward is 1 at the goal, 0 elsewhere; an episode
/// terminates at the goal and in a hole.
public struct FrozenLake: ConfigurableEnvironment {
  /// The map, the ice and the rewards.
  public struct Configuration: EnvironmentConfiguration {
    /// The tiles: `4x4`, `8x8`, rows such as `SFFF/FHFH/FFFH/HFFG`, or `random:SIZE:FROZEN:SEED`.
    public var map = FrozenLakeMap.fourByFour
    /// Whether the player may slip to the sides.
    public var isSlippery = true
    /// How likely the player goes where intended on slippery ice.
    public var successRate = 1.0 / 3.0
    /// The rewards for reaching the goal, a hole, and any other tile; Gymnasium's `reward_schedule`.
    public var rewardSchedule = [1.0, 0.0, 0.0]

    /// Gymnasium's values.
    public init() {}

    /// Gymnasium's values with another map.
    public init(map: FrozenLakeMap) { self.map = map }

    /// Throws unless the success rate is a probability and there are three rewards.
    public func validate() throws(ConfigurationError) {
      try require("successRate", successRate, "between 0 and 1", (0...1).contains(successRate))
      try require(
        "rewardSchedule", rewardSchedule, "three numbers: for the goal, a hole and other tiles",
        rewardSchedule.count == 3)
    }
  }

  /// The parameters.
  public let configuration: Configuration
  /// What each action can lead to on each tile.
  public let transitions: TransitionTable
  /// The number of the tile that the player stands on.
  public private(set) var state = 0
  /// The last action of the episode, for drawings.
  public private(set) var lastAction: Int?
  /// How likely the last transition was; Gymnasium's `info["prob"]`.
  public private(set) var transitionProbability = 1.0
  /// The stream that resets and steps draw from.
  public var generator = RandomGenerator(seed: 0)

  /// Makes a lake.
  public init(_ configuration: Configuration = Configuration()) {
    configuration.requireValid()
    self.configuration = configuration
    transitions = Self.transitions(of: configuration)
  }

  /// One number per tile.
  public var observationSpace: Discrete { Discrete(transitions.stateCount) }

  /// Left, down, right, up.
  public var actionSpace: Discrete { Discrete(4) }

  /// Starts an episode on a start tile.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Int>) {
    if let seed { generator = RandomGenerator(seed: seed) }
    state = transitions.sampleInitialState(using: &generator)
    lastAction = nil
    transitionProbability = 1
    observation[0] = state
  }

  /// Moves the player, or lets it slip.
  public mutating func step(_ action: Span<Int>, into observation: inout MutableSpan<Int>) -> StepResult {
    assert(actionSpace.contains(action), "\(action[0]) is not 0 (left), 1 (down), 2 (right) or 3 (up)")
    let outcome = transitions.sample(state: state, action: action[0], using: &generator)
    state = outcome.state
    lastAction = action[0]
    transitionProbability = outcome.probability
    observation[0] = state
    return StepResult(reward: outcome.reward, status: outcome.terminates ? .terminated : .running)
  }

  private static let directions: [GridDirection] = [.left, .down, .right, .up]

  private static func transitions(of configuration: Configuration) -> TransitionTable {
    let map = configuration.map
    let failRate = (1 - configuration.successRate) / 2
    let isStart = map.tiles.map { $0 == .start ? 1.0 : 0.0 }
    let startCount = isStart.reduce(0, +)

    func outcome(from tile: Int, _ action: Int, _ probability: Double) -> TransitionTable.Outcome {
      let position = GridPosition(row: tile / map.columns, column: tile % map.columns)
        .moved(directions[action], rows: map.rows, columns: map.columns)
      let next = position.row * map.columns + position.column
      let kind = map.tiles[next]
      let reward = configuration.rewardSchedule[kind == .goal ? 0 : kind == .hole ? 1 : 2]
      return .init(
        probability: probability, state: next, reward: reward, terminates: kind == .goal || kind == .hole)
    }

    return TransitionTable(
      stateCount: map.tiles.count, actionCount: 4, initialProbabilities: isStart.map { $0 / startCount }
    ) { tile, action in
      if map.tiles[tile] == .goal || map.tiles[tile] == .hole {
        return [.init(state: tile, reward: 0, terminates: true)]
      }
      guard configuration.isSlippery else { return [outcome(from: tile, action, 1)] }
      return [
        outcome(from: tile, (action + 3) % 4, failRate),
        outcome(from: tile, action, configuration.successRate),
        outcome(from: tile, (action + 1) % 4, failRate),
      ]
    }
  }
}
