import Simulation

/// The plan of some rooms, as it is drawn anew for each episode, and what is to be done in them.
public enum RoomLayout: Hashable, Sendable {
  /// A room with a goal in the corner.
  case empty(size: Int, startsAnywhere: Bool)
  /// Two rooms with a locked door between them, and its key.
  case doorKey(size: Int)
  /// Four rooms with gaps between them.
  case fourRooms
  /// A chain of rooms with doors between them.
  case multiRoom(count: Int, largest: Int)
  /// A room with rivers of lava, or walls, each with a gap.
  case crossing(size: Int, rivers: Int, isLava: Bool)
  /// A room that a strip of lava with a gap divides.
  case lavaGap(size: Int)
  /// A thing to remember along a hallway.
  case memory(size: Int, hasRandomLength: Bool)
  /// A locked door and its key.
  case unlock
  /// A box behind a locked door.
  case unlockPickup
  /// A room in which balls move about.
  case dynamicObstacles(size: Int, count: Int, startsAnywhere: Bool)
  /// Two doors to be opened in order.
  case redBlueDoors(size: Int)
  /// A ball in a locked room off a corridor.
  case keyCorridor(roomSize: Int, rows: Int)
  /// A room with a strip of lava that differs from test to test.
  case distShift(row: Int)

  /// The number of columns and rows.
  var size: (width: Int, height: Int) {
    switch self {
    case .empty(let size, _), .doorKey(let size), .crossing(let size, _, _), .lavaGap(let size),
      .memory(let size, _),
      .dynamicObstacles(let size, _, _):
      (size, size)
    case .fourRooms: (19, 19)
    case .multiRoom: (25, 25)
    case .unlock, .unlockPickup: (11, 6)
    case .redBlueDoors(let size): (2 * size, size)
    case .keyCorridor(let size, let rows): (3 * (size - 1) + 1, rows * (size - 1) + 1)
    case .distShift: (9, 7)
    }
  }

  /// The number of steps after which an episode is truncated, by which rewards are measured.
  var stepLimit: Int {
    switch self {
    case .empty(let size, _), .crossing(let size, _, _), .lavaGap(let size), .dynamicObstacles(let size, _, _):
      4 * size * size
    case .doorKey(let size): 10 * size * size
    case .fourRooms: 100
    case .multiRoom(let count, _): 20 * count
    case .memory(let size, _): 5 * size * size
    case .unlock, .unlockPickup: 288
    case .redBlueDoors(let size): 20 * size * size
    case .keyCorridor(let size, _): 30 * size * size
    case .distShift: 252
    }
  }

  /// True if walls hide nothing.
  var seesThroughWalls: Bool {
    switch self {
    case .empty, .dynamicObstacles, .distShift: true
    default: false
    }
  }

  /// The number of actions.
  var actionCount: Int { if case .dynamicObstacles = self { 3 } else { 7 } }

  /// The goal, in one sentence.
  var summary: String {
    switch self {
    case .empty: "Walk to the goal of a room."
    case .doorKey: "Open a door with its key, and walk to the goal behind it."
    case .fourRooms: "Find the goal in one of four rooms."
    case .multiRoom: "Pass through a chain of rooms to the goal in the last."
    case .crossing(_, _, let isLava): isLava ? "Cross rivers of lava by their gaps." : "Cross walls by their gaps."
    case .lavaGap: "Pass through the gap in a strip of lava."
    case .memory: "Remember a thing, and go to where there is another one like it."
    case .unlock: "Open a locked door with its key."
    case .unlockPickup: "Pick up a box behind a locked door."
    case .dynamicObstacles: "Walk to the goal of a room in which balls move about."
    case .redBlueDoors: "Open the red door first, and then the blue one."
    case .keyCorridor: "Pick up a ball in a locked room, whose key is in another one."
    case .distShift: "Walk past strips of lava, of which one stands elsewhere in the other task."
    }
  }
}
