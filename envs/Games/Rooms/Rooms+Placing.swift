import Simulation

/// A rectangle of cells.
struct RoomArea: Sendable {
  var x: Int
  var y: Int
  var width: Int
  var height: Int
}

// MARK: Places that are drawn.
extension Rooms {
  /// All cells of the grid.
  private var wholeGrid: RoomArea { RoomArea(x: 0, y: 0, width: grid.width, height: grid.height) }

  /// Draws cells until one is empty, and not the agent's; `nil` if so many draws find none.
  ///
  /// - Parameters:
  ///   - area: The cells to draw from, so far as they are on the grid; all of them by default.
  ///   - attempts: The number of draws.
  ///   - distance: The least distance from the agent, in steps.
  mutating func freeCell(in area: RoomArea? = nil, attempts: Int = .max, distance: Int = 1) -> RoomCell? {
    let area = area ?? wholeGrid
    let (left, top) = (max(area.x, 0), max(area.y, 0))
    let columns = left..<min(left + area.width, grid.width)
    let rows = top..<min(top + area.height, grid.height)
    for _ in 0..<attempts {
      let x = generator.integers(columns)
      let cell = RoomCell(x: x, y: generator.integers(rows))
      guard grid[cell] == .empty, abs(cell.x - agent.x) + abs(cell.y - agent.y) >= distance else { continue }
      return cell
    }
    return nil
  }

  /// Puts a thing into an empty cell that is drawn.
  mutating func place(_ tile: RoomTile, in area: RoomArea? = nil, distance: Int = 1) {
    if let cell = freeCell(in: area, distance: distance) { grid[cell] = tile }
  }

  /// Puts the agent into an empty cell that is drawn, looking in a direction that is drawn.
  mutating func placeAgent(in area: RoomArea? = nil) {
    agent = RoomCell(x: -1, y: -1)
    if let cell = freeCell(in: area) { agent = cell }
    direction = generator.integers(0..<4)
  }

  /// Draws a colour.
  mutating func drawColor() -> RoomTile.Color { RoomTile.Color.alphabetical[generator.integers(0..<6)] }
}
