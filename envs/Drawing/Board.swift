import Raster

/// The layout of a board's tiles in a frame.
struct Board {
  let rows: Int
  let columns: Int
  /// The side of a tile, in logical units of the frame.
  let tileSide: Double
  /// The upper left corner of the first tile.
  let origin: Point

  /// The side of a tile in the coordinates that tiles are drawn in.
  static let unit = 64.0

  /// The rectangle that all tiles cover.
  var bounds: Rectangle {
    Rectangle(
      x: origin.x, y: origin.y, width: Double(columns) * tileSide, height: Double(rows) * tileSide)
  }

  /// The upper left corner of a tile.
  func corner(_ position: GridPosition) -> Point {
    Point(origin.x + Double(position.column) * tileSide, origin.y + Double(position.row) * tileSide)
  }

  /// The tile of a number, row by row.
  func position(of tile: Int) -> GridPosition { GridPosition(row: tile / columns, column: tile % columns) }

  /// Draws in the coordinates of a tile: 64 by 64 units from its upper left corner.
  func draw(
    in position: GridPosition, on canvas: inout Canvas, _ draw: (inout Canvas) -> Void
  ) {
    let corner = corner(position)
    canvas.withTransform(.translation(corner.x, corner.y).scaled(tileSide / Self.unit), draw)
  }
}

extension GridDirection {
  /// The angle on the screen, clockwise from the right.
  var angle: Double {
    switch self {
    case .right: 0
    case .down: .pi / 2
    case .left: .pi
    case .up: -.pi / 2
    }
  }
}
