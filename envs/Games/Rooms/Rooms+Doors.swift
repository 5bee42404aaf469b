import Simulation

extension Rooms {
  /// Two rooms with a locked door between them, the key in the agent's, and maybe a box behind the door.
  mutating func buildLockedDoor(hasBox: Bool) {
    var plan = buildPlan(roomSize: 6, columns: 2, rows: 1)
    if hasBox { place(RoomTile(.box, drawColor()), in: plan.area(1, 0), distance: 2) }
    let color = drawColor()
    landmarks.first = plan.door(0, 0, 0)
    addDoor(RoomTile(.lockedDoor, color), to: &plan, 0, 0, 0)
    place(RoomTile(.key, color), in: plan.area(0, 0), distance: 2)
    placeAgent(in: plan, 0, 0)
  }

  /// A corridor with rooms at both sides, one of them locked, with a ball in it.
  mutating func buildCorridor(_ roomSize: Int, _ rows: Int) {
    var plan = buildPlan(roomSize: roomSize, columns: 3, rows: rows)
    for row in 1..<rows { removeWallAbove(&plan, 1, row) }
    let lockedRow = generator.integers(0..<rows)
    let color = drawColor()
    addDoor(RoomTile(.lockedDoor, color), to: &plan, 2, lockedRow, 2)
    plan.lock(2, lockedRow)
    place(RoomTile(.ball, drawColor()), in: plan.area(2, lockedRow), distance: 2)
    place(RoomTile(.key, color), in: plan.area(0, generator.integers(0..<rows)), distance: 2)
    placeAgent(in: plan, 1, rows / 2)
    connectAll(&plan)
  }

  /// Builds the walls of rooms in columns and rows, and draws where doors would be.
  private mutating func buildPlan(roomSize: Int, columns: Int, rows: Int) -> RoomPlan {
    var plan = RoomPlan(roomSize: roomSize, columns: columns, rows: rows)
    for row in 0..<rows {
      for column in 0..<columns {
        let area = plan.area(column, row)
        grid.buildWalls(x: area.x, y: area.y, width: roomSize, height: roomSize)
      }
    }
    for row in 0..<rows {
      for column in 0..<columns {
        let area = plan.area(column, row)
        if column < columns - 1 {
          let y = generator.integers(area.y + 1..<area.y + roomSize - 1)
          plan.placeDoor(column, row, 0, RoomCell(x: area.x + roomSize - 1, y: y))
        }
        guard row < rows - 1 else { continue }
        let x = generator.integers(area.x + 1..<area.x + roomSize - 1)
        plan.placeDoor(column, row, 1, RoomCell(x: x, y: area.y + roomSize - 1))
      }
    }
    let middle = plan.area(columns / 2, rows / 2)
    (agent, direction) = (RoomCell(x: middle.x + roomSize / 2, y: middle.y + roomSize / 2), 0)
    return plan
  }

  private mutating func addDoor(_ door: RoomTile, to plan: inout RoomPlan, _ column: Int, _ row: Int, _ wall: Int) {
    grid[plan.door(column, row, wall)] = door
    plan.connect(column, row, wall)
  }

  private mutating func removeWallAbove(_ plan: inout RoomPlan, _ column: Int, _ row: Int) {
    let area = plan.area(column, row)
    grid.fillRow(x: area.x + 1, y: area.y, count: area.width - 2, with: .empty)
    plan.connect(column, row, 3)
  }

  /// Puts the agent into a room, not in front of a thing.
  private mutating func placeAgent(in plan: RoomPlan, _ column: Int, _ row: Int) {
    while true {
      placeAgent(in: plan.area(column, row))
      let ahead = grid[agent.neighbour(direction)]
      if ahead == .empty || ahead.kind == .wall { return }
    }
  }

  /// Adds doors until every room can be reached.
  private mutating func connectAll(_ plan: inout RoomPlan) {
    let side = plan.roomSize - 1
    while !plan.isConnected(from: agent.x / side, agent.y / side) {
      let column = generator.integers(0..<plan.columns)
      let row = generator.integers(0..<plan.rows)
      let wall = generator.integers(0..<4)
      guard plan.canConnect(column, row, wall) else { continue }
      addDoor(RoomTile(.closedDoor, drawColor()), to: &plan, column, row, wall)
    }
  }
}

/// Rooms in columns and rows, up to nine, and the doors between them.
///
/// Walls are counted 0 right, 1 down, 2 left, 3 up.
private struct RoomPlan {
  let roomSize: Int
  let columns: Int
  let rows: Int
  /// The cells of the doors to the right and below each room.
  private var doors = InlineArray<18, RoomCell>(repeating: RoomCell(x: 0, y: 0))
  /// The walls that have a door or are gone, four bits a room.
  private var openings: UInt64 = 0
  private var locked: UInt16 = 0

  init(roomSize: Int, columns: Int, rows: Int) {
    (self.roomSize, self.columns, self.rows) = (roomSize, columns, rows)
  }

  /// The cells of a room with its walls.
  func area(_ column: Int, _ row: Int) -> RoomArea {
    RoomArea(x: column * (roomSize - 1), y: row * (roomSize - 1), width: roomSize, height: roomSize)
  }

  private func index(_ column: Int, _ row: Int) -> Int { row * columns + column }

  /// The room behind a wall; `nil` if there is none.
  private func neighbour(_ column: Int, _ row: Int, _ wall: Int) -> (column: Int, row: Int)? {
    let cell = RoomCell(x: column, y: row).neighbour(wall)
    return 0..<columns ~= cell.x && 0..<rows ~= cell.y ? (cell.x, cell.y) : nil
  }

  mutating func placeDoor(_ column: Int, _ row: Int, _ wall: Int, _ cell: RoomCell) {
    doors[2 * index(column, row) + wall] = cell
  }

  /// The cell of the door in a wall.
  func door(_ column: Int, _ row: Int, _ wall: Int) -> RoomCell {
    switch wall {
    case 2: doors[2 * index(column - 1, row)]
    case 3: doors[2 * index(column, row - 1) + 1]
    default: doors[2 * index(column, row) + wall]
    }
  }

  mutating func lock(_ column: Int, _ row: Int) { locked |= 1 << index(column, row) }

  private func isOpen(_ column: Int, _ row: Int, _ wall: Int) -> Bool {
    openings >> (4 * index(column, row) + wall) & 1 != 0
  }

  /// Notes a way through a wall, from both sides.
  mutating func connect(_ column: Int, _ row: Int, _ wall: Int) {
    openings |= 1 << (4 * index(column, row) + wall)
    guard let other = neighbour(column, row, wall) else { return }
    openings |= 1 << (4 * index(other.column, other.row) + (wall + 2) % 4)
  }

  /// True if there may be a door in a wall that has none, and neither room is locked.
  func canConnect(_ column: Int, _ row: Int, _ wall: Int) -> Bool {
    guard let other = neighbour(column, row, wall), !isOpen(column, row, wall) else { return false }
    return locked & (1 << index(column, row) | 1 << index(other.column, other.row)) == 0
  }

  /// True if all rooms can be reached from one.
  func isConnected(from column: Int, _ row: Int) -> Bool {
    var reached: UInt16 = 1 << index(column, row)
    while true {
      let before = reached
      for row in 0..<rows {
        for column in 0..<columns where reached >> index(column, row) & 1 != 0 {
          for wall in 0..<4 where isOpen(column, row, wall) {
            if let other = neighbour(column, row, wall) { reached |= 1 << index(other.column, other.row) }
          }
        }
      }
      if reached == before { return reached == 1 << (rows * columns) - 1 }
    }
  }
}
