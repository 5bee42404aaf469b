import Raster

/// The picture of a lake of so many tiles that none has room for details.
extension FrozenLakeScene {
  /// Smaller than so many pixels, tiles are drawn without details, which would take time and not show.
  static let finestTile = 9.0

  /// Holes, start, goal and player as plain shapes; the last three never too small to be found.
  func drawFromAfar(_ board: Board, on canvas: inout Canvas) {
    canvas.fillPolygons(Palette.deepWater) { polygons in
      for row in 0..<board.rows {
        for columns in holes(inRow: row, of: board) {
          polygons.add(rectangle(row, columns, board))
        }
      }
    }
    let least = Self.finestTile / max(canvas.transform.meanScale, 1e-9)
    for (index, tile) in map.tiles.enumerated() where tile == .start || tile == .goal {
      let mark = Rectangle(
        center: center(of: index, board), size: Size(max(board.tileSide, least), max(board.tileSide, least)))
      canvas.fillRectangle(mark, tile == .goal ? Palette.coral : Palette.wood)
    }
    let place = center(of: player, board)
    canvas.fillCircle(center: place, radius: max(board.tileSide, least) * 0.62, Palette.paper)
    canvas.fillCircle(center: place, radius: max(board.tileSide, least) * 0.48, Palette.teal)
  }

  /// The holes of a row, those side by side together, as ranges of columns.
  private func holes(inRow row: Int, of board: Board) -> [Range<Int>] {
    var holes: [Range<Int>] = []
    for column in 0..<board.columns where map.tiles[row * board.columns + column] == .hole {
      if let last = holes.last, last.upperBound == column {
        holes[holes.count - 1] = last.lowerBound..<column + 1
      } else {
        holes.append(column..<column + 1)
      }
    }
    return holes
  }

  private func rectangle(_ row: Int, _ columns: Range<Int>, _ board: Board) -> Rectangle {
    let corner = board.corner(GridPosition(row: row, column: columns.lowerBound))
    return Rectangle(
      x: corner.x, y: corner.y, width: Double(columns.count) * board.tileSide, height: board.tileSide)
  }

  private func center(of tile: Int, _ board: Board) -> Point {
    let corner = board.corner(board.position(of: tile))
    return Point(corner.x + board.tileSide / 2, corner.y + board.tileSide / 2)
  }
}
