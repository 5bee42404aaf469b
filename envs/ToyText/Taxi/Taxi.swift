import Simulation

/// Fetch a passenger with a taxi and set them down where they want to go.
///
/// Dietterich (2000), "Hierarchical reinforcement learning with the MAXQ value function decomposition". Counterpart
/// of Gymnasium's `Taxi-v4`. The observation is one number for row, column, passenger and destination (see
/// ``Situation``). Actions: 0 south, 1 north, 2 east, 3 west, 4 pick up, 5 drop off. The reward is -1 for a step,
/// 20 for delivering the passenger, -10 for picking up or dropping off where that is not possible; an episode
/// terminates when the passenger is delivered.
public struct Taxi: ConfigurableEnvironment {
  /// The weather and the passenger's mind.
  public struct Configuration: EnvironmentConfiguration {
    /// True if the taxi may slide to a side.
    public var isRainy = false
    /// True if the passenger may change the destination once, after the first move with the taxi.
    public var ficklePassenger = false
    /// The probability of going where intended in the rain.
    public var rainyProbability = 0.8
    /// The probability that a fickle passenger changes the destination.
    public var fickleProbability = 0.3
    /// True if actions that would change nothing are masked.
    public var masksActions = false

    /// Gymnasium's values.
    public init() {}

    /// The settings, with their ranges.
    public static let settings = SettingList<Self> {
      Setting(\.isRainy, "isRainy", "Whether the taxi may slide to a side.", gymnasium: "is_rainy")
      Setting(
        \.ficklePassenger, "ficklePassenger",
        "Whether the passenger may change the destination once, after the first move with the taxi.",
        gymnasium: "fickle_passenger")
      Setting(
        \.rainyProbability, "rainyProbability", "How likely the taxi goes where intended in the rain.", in: 0...1,
        gymnasium: "rainy_probability")
      Setting(
        \.fickleProbability, "fickleProbability", "How likely a fickle passenger changes the destination.",
        in: 0...1, gymnasium: "fickle_probability")
      Setting(\.masksActions, "masksActions", "Whether agents choose only among actions that change something.")
    }
  }

  /// The places of taxi and passenger, and the destination; the observation is ``Situation/state``.
  public struct Situation: Equatable, Sendable {
    /// The taxi's row, 0 to 4 from the north.
    public var row: Int
    /// The taxi's column, 0 to 4 from the west.
    public var column: Int
    /// The stand where the passenger waits, 0 to 3, or 4 in the taxi.
    public var passenger: Int
    /// The stand where the passenger wants to go, 0 to 3.
    public var destination: Int

    /// The stand at the taxi's place, if there is one.
    public var stand: Int? { Taxi.stands.firstIndex { $0.row == row && $0.column == column } }

    /// The situation as one number, 0 to 499.
    public var state: Int { ((row * 5 + column) * 5 + passenger) * 4 + destination }
  }

  /// The stands: red, green, yellow, blue.
  public static let stands = [(row: 0, column: 0), (row: 0, column: 4), (row: 4, column: 0), (row: 4, column: 3)]

  /// The parameters.
  public let configuration: Configuration
  /// The possible outcomes of each action in each situation.
  public let transitions: TransitionTable
  /// The stream that resets and steps draw from.
  public var generator = RandomGenerator(seed: 0)

  private var walk = TableWalk(from: 0)

  private var mayChangeMind = false

  /// Makes a town.
  public init(_ configuration: Configuration = Configuration()) {
    configuration.requireValid()
    self.configuration = configuration
    transitions = Self.transitions(of: configuration)
  }

  /// One number per situation.
  public var observationSpace: Discrete { Discrete(500) }

  /// South, north, east, west, pick up, drop off.
  public var actionSpace: Discrete { Discrete(6) }

  /// True if the parameters say so.
  public var masksActions: Bool { configuration.masksActions }

  /// Allows what would change the situation; Gymnasium's `info["action_mask"]`.
  public func writeActionMask(into mask: inout MutableSpan<Bool>) {
    let situation = situation
    for action in mask.indices { mask[action] = situation.changes(by: action) }
  }

  /// The places of taxi and passenger, and the destination.
  public var situation: Situation { Situation(state: state) }

  /// The situation as one number.
  public var state: Int { walk.state }

  /// The last action of the episode, for drawings.
  public var lastAction: Int? { walk.lastAction }

  /// The probability of the last transition; Gymnasium's `info["prob"]`.
  public var transitionProbability: Double { walk.transitionProbability }

  /// Starts an episode with the passenger waiting at a stand that is not the destination.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Int>) {
    if let seed { generator = RandomGenerator(seed: seed) }
    walk.begin(in: transitions, using: &generator)
    mayChangeMind = configuration.ficklePassenger && generator.random() < configuration.fickleProbability
    observation[0] = state
  }

  /// Drives, picks up or drops off.
  public mutating func step(_ action: Span<Int>, into observation: inout MutableSpan<Int>) -> StepResult {
    assert(actionSpace.contains(action), "\(action[0]) is not an action from 0 to 5")
    let before = situation
    let result = walk.take(action[0], in: transitions, using: &generator)
    if mayChangeMind { walk.divert(to: changedMind(from: before, to: situation)) }
    observation[0] = state
    return result
  }

  /// The next state, with another destination after the first move with the passenger on board.
  private mutating func changedMind(from before: Situation, to after: Situation) -> Int {
    let hasMoved = (before.row, before.column) != (after.row, after.column)
    guard before.passenger == 4, hasMoved else { return after.state }
    mayChangeMind = false
    let choice = generator.integers(0..<3)
    var changed = after
    changed.destination = choice < before.destination ? choice : choice + 1
    return changed.state
  }
}

extension Taxi.Situation {
  /// Reads the situation from its number.
  public init(state: Int) {
    precondition((0..<500).contains(state), "a taxi's state is from 0 to 499, not \(state)")
    self.init(row: state / 100, column: state / 20 % 5, passenger: state / 4 % 5, destination: state % 4)
  }

  /// Returns true if an action would change the situation; of all six, Gymnasium's `info["action_mask"]`.
  public func changes(by action: Int) -> Bool {
    switch action {
    case 0: row < 4
    case 1: row > 0
    case 2: Taxi.isOpen(row: row, eastOf: column)
    case 3: Taxi.isOpen(row: row, eastOf: column - 1)
    case 4: passenger < 4 && stand == passenger
    default: passenger == 4 && stand != nil
    }
  }
}

extension Taxi {
  /// Returns true if one can drive between a column and the next one to the east.
  public static func isOpen(row: Int, eastOf column: Int) -> Bool {
    switch (row, column) {
    case (_, ...(-1)), (_, 4...): false
    case (0...1, 1): false
    case (3...4, 0), (3...4, 2): false
    default: true
    }
  }

  /// South, north, east and west, each with what lies to its left and to its right.
  private static let headings: [(ahead: GridDirection, left: GridDirection, right: GridDirection)] = [
    (.down, .right, .left), (.up, .left, .right), (.right, .up, .down), (.left, .down, .up),
  ]

  private static func transitions(of configuration: Configuration) -> TransitionTable {
    let isInitial = (0..<500).map { state in
      let situation = Situation(state: state)
      return situation.passenger < 4 && situation.passenger != situation.destination ? 1.0 : 0.0
    }
    let count = isInitial.reduce(0, +)
    return TransitionTable(
      stateCount: 500, actionCount: 6, initialProbabilities: isInitial.map { $0 / count }
    ) { state, action in
      let situation = Situation(state: state)
      switch action {
      case 4: return [pickedUp(situation)]
      case 5: return [droppedOff(situation)]
      default: return moves(from: situation, action, configuration)
      }
    }
  }

  private static func moves(
    from situation: Situation, _ action: Int, _ configuration: Configuration
  ) -> [TransitionTable.Outcome] {
    let (ahead, left, right) = headings[action]
    func outcome(_ situation: Situation, _ probability: Double) -> TransitionTable.Outcome {
      .init(probability: probability, state: situation.state, reward: -1, terminates: false)
    }
    guard configuration.isRainy else { return [outcome(situation.driven(ahead), 1)] }
    // Where the way ahead is blocked, the taxi does not slide to the sides either.
    let blocked = situation.driven(ahead) == situation
    let lateral = (1 - configuration.rainyProbability) / 2
    return [
      outcome(situation.driven(ahead), configuration.rainyProbability),
      outcome(blocked ? situation : situation.driven(left), lateral),
      outcome(blocked ? situation : situation.driven(right), lateral),
    ]
  }

  private static func pickedUp(_ situation: Situation) -> TransitionTable.Outcome {
    guard situation.passenger < 4, situation.stand == situation.passenger else {
      return .init(state: situation.state, reward: -10, terminates: false)
    }
    var next = situation
    next.passenger = 4
    return .init(state: next.state, reward: -1, terminates: false)
  }

  private static func droppedOff(_ situation: Situation) -> TransitionTable.Outcome {
    guard situation.passenger == 4, let stand = situation.stand else {
      return .init(state: situation.state, reward: -10, terminates: false)
    }
    var next = situation
    next.passenger = stand
    let isDelivered = stand == situation.destination
    return .init(state: next.state, reward: isDelivered ? 20 : -1, terminates: isDelivered)
  }
}

extension Taxi.Situation {
  /// The situation after driving one tile, or the same where a wall or the border is in the way.
  fileprivate func driven(_ direction: GridDirection) -> Taxi.Situation {
    let isBlocked =
      (direction == .right && !Taxi.isOpen(row: row, eastOf: column))
      || (direction == .left && !Taxi.isOpen(row: row, eastOf: column - 1))
    guard !isBlocked else { return self }
    let position = GridPosition(row: row, column: column).moved(direction, rows: 5, columns: 5)
    var next = self
    (next.row, next.column) = (position.row, position.column)
    return next
  }
}
