import Simulation

/// Find the goal in rooms that one sees a part of: past doors and lava, with keys.
///
/// The observation is a dictionary: `direction`, 0 right, 1 down, 2 left, 3 up, and `image`, the 7 × 7 cells before the
/// agent with three numbers each, what is there (0 unseen, 1 empty, 2 wall, 3 floor, 4 door, 5 key, 6 ball, 7 box, 8 goal,
/// 9 lava), its colour (0 red, 1 green, 2 blue, 3 purple, 4 yellow, 5 grey) and a door's state (0 open, 1 closed, 2
/// locked). Actions: 0 turn left, 1 turn right, 2 forward, 3 pick up, 4 drop, 5 toggle, 6 done. The reward is 1 - 0.9 ·
/// steps / limit when the task is done, and nothing before.
///
/// Counterpart of the environments of the Python package MiniGrid 3, seed for seed; Chevalier-Boisvert and others (2023),
/// "Minigrid & Miniworld: modular & customizable reinforcement learning environments for goal-oriented tasks". Its mission,
/// a sentence, is left out: it is the same for all episodes of most layouts, and what it names beyond that is to be seen.
public struct Rooms: ConfigurableEnvironment {
  /// The plan, and the sight.
  public struct Configuration: EnvironmentConfiguration {
    /// The plan of the rooms.
    public let layout: RoomLayout
    /// True if walls hide nothing.
    public var seesThroughWalls: Bool

    /// The package's values: a room of 8 by 8.
    public init() { self.init(.empty(size: 8, startsAnywhere: false)) }

    /// The package's values for a plan.
    public init(_ layout: RoomLayout) {
      self.layout = layout
      seesThroughWalls = layout.seesThroughWalls
    }

    /// The settings, with their ranges.
    public static let settings = SettingList<Self> {
      Setting(\.seesThroughWalls, "seesThroughWalls", "Whether walls and shut doors hide nothing.")
    }
  }

  /// The parameters.
  public let configuration: Configuration
  /// The space of directions and pictures.
  public let observationSpace: CompositeSpace
  /// The stream that resets and steps draw from.
  public var generator = RandomGenerator(seed: 0)

  var grid: RoomGrid
  var agent = RoomCell(x: 1, y: 1)
  /// The direction of the agent: 0 right, 1 down, 2 left, 3 up.
  var direction = 0
  /// The thing that the agent carries, empty if it carries none.
  var carried = RoomTile.empty
  /// The cells that matter in the layout: a door to be opened, a place to be reached, one to be kept away from.
  var landmarks = (first: RoomCell(x: 0, y: 0), second: RoomCell(x: 0, y: 0))
  /// The balls that move about.
  var obstacles = InlineArray<8, RoomCell>(repeating: RoomCell(x: 0, y: 0))
  private(set) var steps = 0
  private let pictureStart: Int
  private let directionStart: Int

  /// Makes rooms.
  public init(_ configuration: Configuration = Configuration()) {
    configuration.requireValid()
    self.configuration = configuration
    let size = configuration.layout.size
    grid = RoomGrid(width: size.width, height: size.height)
    let space = CompositeSpace.dictionary([
      "direction": Discrete(4),
      // The largest number that there is; the package's bound is 255, as for pictures.
      "image": Box<UInt8>(low: 0, high: 10, shape: [RoomGrid.view, RoomGrid.view, 3]),
    ])
    observationSpace = space
    (directionStart, pictureStart) = (space.layout.fields[0].offset, space.layout.fields[1].offset)
    generate()
  }

  /// Seven actions, or three among obstacles that move.
  public var actionSpace: Discrete { Discrete(configuration.layout.actionCount) }

  /// Starts an episode in rooms that are drawn anew.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<UInt8>) {
    if let seed { generator = RandomGenerator(seed: seed) }
    generate()
    carried = .empty
    steps = 0
    for index in observation.indices { observation[index] = 0 }
    observe(into: &observation)
  }

  /// Turns, walks, or uses the hands.
  public mutating func step(_ action: Span<Int>, into observation: inout MutableSpan<UInt8>) -> StepResult {
    assert(actionSpace.contains(action), "\(action[0]) is not an action from 0 to \(actionSpace.count - 1)")
    steps += 1
    let result = act(RoomAction(rawValue: action[0]) ?? .done)
    observe(into: &observation)
    return result
  }

  private func observe(into observation: inout MutableSpan<UInt8>) {
    // A category is 64 bits wide, the lowest byte first.
    observation[directionStart] = UInt8(direction)
    for byte in 1..<8 { observation[directionStart + byte] = 0 }
    grid.writeView(
      from: agent, direction, carrying: carried, seesThroughWalls: configuration.seesThroughWalls,
      into: &observation, at: pictureStart)
  }
}

/// An action in rooms, by its number.
enum RoomAction: Int {
  case left, right, forward, pickUp, drop, toggle, done
}
