import Simulation

// MARK: Layouts. Chance is asked in the order in which the package asks it.
extension Rooms {
  /// Builds the rooms of the layout.
  mutating func generate() {
    grid.clear()
    agent = RoomCell(x: -1, y: -1)
    direction = 0
    switch configuration.layout {
    case .empty(_, let startsAnywhere): buildEmpty(startsAnywhere)
    case .doorKey: buildDoorKey()
    case .fourRooms: buildFourRooms()
    case .multiRoom(let count, let largest): buildMultiRoom(count, largest)
    case .crossing(_, let rivers, let isLava): buildCrossing(rivers, isLava ? .lava : .wall)
    case .lavaGap: buildLavaGap()
    case .memory(_, let hasRandomLength): buildHallway(hasRandomLength)
    case .unlock: buildLockedDoor(hasBox: false)
    case .unlockPickup: buildLockedDoor(hasBox: true)
    case .dynamicObstacles(_, let count, let startsAnywhere): buildObstacles(count, startsAnywhere)
    case .redBlueDoors(let size): buildTwoDoors(size)
    case .keyCorridor(let size, let rows): buildCorridor(size, rows)
    case .distShift(let row): buildStrips(row)
    }
  }

  private mutating func buildOuterWalls() {
    grid.buildWalls(x: 0, y: 0, width: grid.width, height: grid.height)
  }

  private mutating func buildRoomWithGoal() {
    buildOuterWalls()
    grid[grid.width - 2, grid.height - 2] = .goal
  }

  private mutating func startInCorner() {
    (agent, direction) = (RoomCell(x: 1, y: 1), 0)
  }

  private mutating func buildEmpty(_ startsAnywhere: Bool) {
    buildRoomWithGoal()
    if startsAnywhere { placeAgent() } else { startInCorner() }
  }

  private mutating func buildDoorKey() {
    buildRoomWithGoal()
    let wall = generator.integers(2..<grid.width - 2)
    grid.fillColumn(x: wall, y: 0, count: grid.height)
    let left = RoomArea(x: 0, y: 0, width: wall, height: grid.height)
    placeAgent(in: left)
    grid[wall, generator.integers(1..<grid.height - 2)] = RoomTile(.lockedDoor, .yellow)
    place(RoomTile(.key, .yellow), in: left)
  }

  private mutating func buildFourRooms() {
    buildOuterWalls()
    let half = grid.width / 2
    for top in stride(from: 0, through: half, by: half) {
      for left in stride(from: 0, through: half, by: half) {
        if left == 0 {
          grid.fillColumn(x: half, y: top, count: half)
          grid[half, generator.integers(top + 1..<top + half)] = .empty
        }
        guard top == 0 else { continue }
        grid.fillRow(x: left, y: half, count: half)
        grid[generator.integers(left + 1..<left + half), half] = .empty
      }
    }
    placeAgent()
    place(.goal)
  }

  private mutating func buildLavaGap() {
    buildRoomWithGoal()
    startInCorner()
    let column = generator.integers(2..<grid.width - 2)
    grid.fillColumn(x: column, y: 1, count: grid.height - 2, with: .lava)
    grid[column, generator.integers(1..<grid.height - 1)] = .empty
  }

  private mutating func buildStrips(_ row: Int) {
    buildOuterWalls()
    grid[grid.width - 2, 1] = .goal
    grid.fillRow(x: 3, y: 1, count: grid.width - 6, with: .lava)
    grid.fillRow(x: 3, y: row, count: grid.width - 6, with: .lava)
    startInCorner()
  }

  private mutating func buildObstacles(_ count: Int, _ startsAnywhere: Bool) {
    buildEmpty(startsAnywhere)
    for index in 0..<count {
      guard let cell = freeCell() else { continue }
      obstacles[index] = cell
      grid[cell] = RoomTile(.ball, .blue)
    }
  }

  private mutating func buildTwoDoors(_ size: Int) {
    buildOuterWalls()
    let left = size / 2
    grid.buildWalls(x: left, y: 0, width: size, height: size)
    placeAgent(in: RoomArea(x: left, y: 0, width: size, height: size))
    landmarks.first = RoomCell(x: left, y: generator.integers(1..<size - 1))
    grid[landmarks.first] = RoomTile(.closedDoor, .red)
    landmarks.second = RoomCell(x: left + size - 1, y: generator.integers(1..<size - 1))
    grid[landmarks.second] = RoomTile(.closedDoor, .blue)
  }

  /// A room with a thing to remember, a hallway, and the same thing and another one at its ends.
  private mutating func buildHallway(_ hasRandomLength: Bool) {
    buildOuterWalls()
    let middle = grid.height / 2
    let end = hasRandomLength ? generator.integers(4..<grid.width - 2) : grid.width - 3
    for side in stride(from: -1, through: 1, by: 2) {
      grid.fillRow(x: 1, y: middle + 2 * side, count: 4)
      grid.fillRow(x: 4, y: middle + side, count: max(end, 5) - 4)
    }
    let gap = grid[end, middle]
    grid.fillColumn(x: end, y: 0, count: grid.height)
    grid[end, middle] = gap
    grid.fillColumn(x: end + 2, y: 0, count: grid.height)
    agent = RoomCell(x: generator.integers(1..<end + 1), y: middle)
    let kinds: InlineArray<2, RoomTile.Kind> = [.key, .ball]
    let remembered = generator.integers(0..<2)
    grid[1, middle - 1] = RoomTile(kinds[remembered], .green)
    let above = 1 - generator.integers(0..<2)
    grid[end + 1, middle - 2] = RoomTile(kinds[above], .green)
    grid[end + 1, middle + 2] = RoomTile(kinds[1 - above], .green)
    let (up, down) = (RoomCell(x: end + 1, y: middle - 1), RoomCell(x: end + 1, y: middle + 1))
    landmarks = above == remembered ? (up, down) : (down, up)
  }
}
