import Simulation

/// Walk along a cliff from the start to the goal without stepping over the edge.
///
/// Example 6.6 of Sutton and Barto. Counterpart of Gymnasium's `CliffWalking-v1` and `CliffWalkingSlippery-v1`.
/// The board has 4 rows of 12 tiles; the observation is the number of the tile, row by row. Actions: 0 up,
/// 1 right, 2 down, 3 left. The reward is -1 for every step and -100 for one over the edge, which leads back to
/// the start; an episode terminates at the goal.
public struct CliffWalking: ConfigurableEnvironment {
  /// The ground.
  public struct Configuration: EnvironmentConfiguration {
    /// True if a step goes to each side with probability one third instead of where intended.
    public var isSlippery = false

    /// Gymnasium's values.
    public init() {}

    /// Gymnasium's values with firm or slippery ground.
    public init(isSlippery: Bool) { self.isSlippery = isSlippery }

    /// The settings, with their ranges.
    public static let settings = SettingList<Self> {
      Setting(
        \.isSlippery, "isSlippery",
        "Whether a step goes to each side with probability one third instead of where intended.",
        gymnasium: "is_slippery")
    }
  }

  /// The number of rows of the board.
  public static let rows = 4
  /// The number of columns of the board.
  public static let columns = 12
  /// The number of the tile that every episode starts on.
  public static let start = 36
  /// The number of the tile that every episode ends on.
  public static let goal = 47

  /// The parameters.
  public let configuration: Configuration
  /// The possible outcomes of each action on each tile.
  public let transitions: TransitionTable
  /// The stream that resets and steps draw from.
  public var generator = RandomGenerator(seed: 0)

  private var walk = TableWalk(from: CliffWalking.start)

  /// Makes a cliff.
  public init(_ configuration: Configuration = Configuration()) {
    self.configuration = configuration
    transitions = Self.transitions(isSlippery: configuration.isSlippery)
  }

  /// One number per tile.
  public var observationSpace: Discrete { Discrete(Self.rows * Self.columns) }

  /// Up, right, down, left.
  public var actionSpace: Discrete { Discrete(4) }

  /// Returns true if a tile lies beyond the edge.
  public static func isCliff(_ tile: Int) -> Bool { tile > start && tile < goal }

  /// The number of the tile that the walker stands on.
  public var state: Int { walk.state }

  /// The last action of the episode, for drawings.
  public var lastAction: Int? { walk.lastAction }

  /// The probability of the last transition; Gymnasium's `info["prob"]`.
  public var transitionProbability: Double { walk.transitionProbability }

  /// Starts an episode in the lower left corner.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Int>) {
    if let seed { generator = RandomGenerator(seed: seed) }
    walk.begin(in: transitions, using: &generator)
    observation[0] = state
  }

  /// Walks one tile.
  public mutating func step(_ action: Span<Int>, into observation: inout MutableSpan<Int>) -> StepResult {
    assert(actionSpace.contains(action), "\(action[0]) is not 0 (up), 1 (right), 2 (down) or 3 (left)")
    let result = walk.take(action[0], in: transitions, using: &generator)
    observation[0] = state
    return result
  }

  private static let directions: [GridDirection] = [.up, .right, .down, .left]

  private static func transitions(isSlippery: Bool) -> TransitionTable {
    let initial = (0..<rows * columns).map { $0 == start ? 1.0 : 0.0 }
    return TransitionTable(stateCount: rows * columns, actionCount: 4, initialProbabilities: initial) {
      tile, action in
      let taken = isSlippery ? [(action + 3) % 4, action, (action + 1) % 4] : [action]
      return taken.map { direction in
        let position = GridPosition(row: tile / columns, column: tile % columns)
          .moved(directions[direction], rows: rows, columns: columns)
        let next = position.row * columns + position.column
        let probability = 1 / Double(taken.count)
        return isCliff(next)
          ? .init(probability: probability, state: start, reward: -100, terminates: false)
          : .init(probability: probability, state: next, reward: -1, terminates: next == goal)
      }
    }
  }
}
