import Simulation

extension Rooms {
  /// Draws a chain of rooms with doors between them, the agent in the first and the goal in the last.
  mutating func buildMultiRoom(_ count: Int, _ largest: Int) {
    var chain = RoomChain()
    while chain.count < count {
      let x = generator.integers(0..<grid.width - 2)
      let start = RoomCell(x: x, y: generator.integers(0..<grid.width - 2))
      var attempt = RoomChain()
      _ = extend(&attempt, by: count, largest, through: start, in: 2)
      if attempt.count > chain.count { chain = attempt }
    }
    var lastColor: RoomTile.Color?
    for index in 0..<chain.count {
      let room = chain[index].area
      grid.buildWalls(x: room.x, y: room.y, width: room.width, height: room.height)
      guard index > 0 else { continue }
      let color = drawColor(otherThan: lastColor)
      grid[chain[index].entry] = RoomTile(.closedDoor, color)
      lastColor = color
    }
    placeAgent(in: chain[0].area)
    place(.goal, in: chain[chain.count - 1].area)
  }

  private mutating func drawColor(otherThan last: RoomTile.Color?) -> RoomTile.Color {
    guard let last else { return drawColor() }
    var index = generator.integers(0..<5)
    for place in 0..<6 where RoomTile.Color.alphabetical[place] == last && place <= index { index += 1 }
    return RoomTile.Color.alphabetical[index]
  }

  /// Adds a room, and then others behind it, so far as there is room for them.
  ///
  /// - Parameters:
  ///   - chain: The rooms so far.
  ///   - count: The number of rooms to add.
  ///   - largest: The largest side of a room.
  ///   - entry: The door that leads in.
  ///   - wall: The wall of the room that has it: 0 right, 1 down, 2 left, 3 up.
  /// - Returns: True if the room itself was added.
  private mutating func extend(
    _ chain: inout RoomChain, by count: Int, _ largest: Int, through entry: RoomCell, in wall: Int
  ) -> Bool {
    let width = generator.integers(4..<largest + 1)
    let area = area(behind: entry, in: wall, width: width, height: generator.integers(4..<largest + 1), chain)
    guard area.x >= 0, area.y >= 0, area.x + area.width <= grid.width, area.y + area.height < grid.height,
      chain.hasRoom(for: area)
    else { return false }
    chain.append(area, entry)
    guard count > 1 else { return true }
    for _ in 0..<8 {
      let choice = generator.integers(0..<3)
      let exit = choice < wall ? choice : choice + 1
      let door = drawDoor(of: area, in: exit)
      if extend(&chain, by: count - 1, largest, through: door, in: (exit + 2) % 4) { break }
    }
    return true
  }

  /// The cells of a room with a door in a wall; of the first room, that cell is the corner.
  private mutating func area(
    behind door: RoomCell, in wall: Int, width: Int, height: Int, _ chain: RoomChain
  ) -> RoomArea {
    var area = RoomArea(x: door.x, y: door.y, width: width, height: height)
    guard chain.count > 0 else { return area }
    if wall == 0 { area.x -= width - 1 }
    if wall == 1 { area.y -= height - 1 }
    if wall % 2 == 0 {
      area.y = generator.integers(door.y - height + 2..<door.y)
    } else {
      area.x = generator.integers(door.x - width + 2..<door.x)
    }
    return area
  }

  private mutating func drawDoor(of area: RoomArea, in wall: Int) -> RoomCell {
    if wall % 2 == 0 {
      let y = area.y + generator.integers(1..<area.height - 1)
      return RoomCell(x: wall == 0 ? area.x + area.width - 1 : area.x, y: y)
    }
    let x = area.x + generator.integers(1..<area.width - 1)
    return RoomCell(x: x, y: wall == 1 ? area.y + area.height - 1 : area.y)
  }
}

/// Up to six rooms, each with the door that leads into it from the one before.
private struct RoomChain {
  private var rooms = InlineArray<6, (area: RoomArea, entry: RoomCell)>(
    repeating: (RoomArea(x: 0, y: 0, width: 0, height: 0), RoomCell(x: 0, y: 0)))
  private(set) var count = 0

  subscript(index: Int) -> (area: RoomArea, entry: RoomCell) { rooms[index] }

  mutating func append(_ area: RoomArea, _ entry: RoomCell) {
    rooms[count] = (area, entry)
    count += 1
  }

  /// True if an area meets none of the rooms but the last, into which its door leads.
  func hasRoom(for area: RoomArea) -> Bool {
    for index in 0..<max(count - 1, 0) {
      let room = rooms[index].area
      let isApart =
        area.x + area.width < room.x || room.x + room.width <= area.x || area.y + area.height < room.y
        || room.y + room.height <= area.y
      if !isApart { return false }
    }
    return true
  }
}
