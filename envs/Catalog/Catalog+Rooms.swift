import Simulation

extension Catalog {
  /// Rooms that are seen in part.
  static let rooms =
    [
      room("EmptyRoom-5x5-v0", .empty(size: 5, startsAnywhere: false)),
      room("EmptyRoom-6x6-v0", .empty(size: 6, startsAnywhere: false)),
      room("EmptyRoom-8x8-v0", .empty(size: 8, startsAnywhere: false)),
      room("EmptyRoom-16x16-v0", .empty(size: 16, startsAnywhere: false)),
      room("EmptyRoom-Random-5x5-v0", .empty(size: 5, startsAnywhere: true)),
      room("EmptyRoom-Random-6x6-v0", .empty(size: 6, startsAnywhere: true)),
      room("FourRooms-v0", .fourRooms),
      room("MultiRoom-N2-S4-v0", .multiRoom(count: 2, largest: 4)),
      room("MultiRoom-N4-S5-v1", .multiRoom(count: 4, largest: 5)),
      room("MultiRoom-N6-v0", .multiRoom(count: 6, largest: 10)),
      room("DistShift1-v0", .distShift(row: 2)),
      room("DistShift2-v0", .distShift(row: 5)),
      room("LavaGapS5-v0", .lavaGap(size: 5)),
      room("LavaGapS6-v0", .lavaGap(size: 6)),
      room("LavaGapS7-v0", .lavaGap(size: 7)),
    ] + crossings("LavaCrossing", isLava: true) + crossings("SimpleCrossing", isLava: false) + withThings

  private static let withThings = [
    room("DoorKey-5x5-v0", .doorKey(size: 5)),
    room("DoorKey-6x6-v0", .doorKey(size: 6)),
    room("DoorKey-8x8-v0", .doorKey(size: 8)),
    room("DoorKey-16x16-v0", .doorKey(size: 16)),
    room("Unlock-v0", .unlock),
    room("UnlockPickup-v0", .unlockPickup),
    room("RedBlueDoors-6x6-v0", .redBlueDoors(size: 6)),
    room("RedBlueDoors-8x8-v0", .redBlueDoors(size: 8)),
    room("KeyCorridorS3R1-v0", .keyCorridor(roomSize: 3, rows: 1)),
    room("KeyCorridorS3R2-v0", .keyCorridor(roomSize: 3, rows: 2)),
    room("KeyCorridorS3R3-v0", .keyCorridor(roomSize: 3, rows: 3)),
    room("KeyCorridorS4R3-v0", .keyCorridor(roomSize: 4, rows: 3)),
    room("KeyCorridorS5R3-v0", .keyCorridor(roomSize: 5, rows: 3)),
    room("KeyCorridorS6R3-v0", .keyCorridor(roomSize: 6, rows: 3)),
    room("MemoryS7-v0", .memory(size: 7, hasRandomLength: false)),
    room("MemoryS9-v0", .memory(size: 9, hasRandomLength: false)),
    room("MemoryS11-v0", .memory(size: 11, hasRandomLength: false)),
    room("MemoryS13-v0", .memory(size: 13, hasRandomLength: false)),
    room("MemoryS13Random-v0", .memory(size: 13, hasRandomLength: true)),
    room("MemoryS17Random-v0", .memory(size: 17, hasRandomLength: true)),
    room("DynamicObstacles-5x5-v0", .dynamicObstacles(size: 5, count: 2, startsAnywhere: false)),
    room("DynamicObstacles-6x6-v0", .dynamicObstacles(size: 6, count: 3, startsAnywhere: false)),
    room("DynamicObstacles-8x8-v0", .dynamicObstacles(size: 8, count: 4, startsAnywhere: false)),
    room("DynamicObstacles-16x16-v0", .dynamicObstacles(size: 16, count: 8, startsAnywhere: false)),
    room("DynamicObstacles-Random-5x5-v0", .dynamicObstacles(size: 5, count: 2, startsAnywhere: true)),
    room("DynamicObstacles-Random-6x6-v0", .dynamicObstacles(size: 6, count: 3, startsAnywhere: true)),
  ]

  private static func crossings(_ name: String, isLava: Bool) -> [CatalogEntry] {
    [
      room("\(name)S9N1-v0", .crossing(size: 9, rivers: 1, isLava: isLava)),
      room("\(name)S9N2-v0", .crossing(size: 9, rivers: 2, isLava: isLava)),
      room("\(name)S9N3-v0", .crossing(size: 9, rivers: 3, isLava: isLava)),
      room("\(name)S11N5-v0", .crossing(size: 11, rivers: 5, isLava: isLava)),
    ]
  }

  private static func room(_ id: String, _ layout: RoomLayout) -> CatalogEntry {
    CatalogEntry(
      id, Rooms.self, Rooms.Configuration(layout), summary: layout.summary, timeLimit: layout.stepLimit,
      framesPerSecond: 6, drawing: .own, keys: layout.actionCount == 7 ? handKeys : walkingKeys)
  }

  private static let walking = [
    KeyBinding("left", 0, "turn left"), KeyBinding("right", 1, "turn right"), KeyBinding("up", 2, "forward"),
  ]

  private static let walkingKeys = KeyMap(walking, idle: .waits)

  private static let handKeys = KeyMap(
    walking + [KeyBinding("p", 3, "pick up"), KeyBinding("d", 4, "drop"), KeyBinding("space", 5, "open or shut")],
    idle: .waits)
}
