import Raster
import Simulation

extension FourInARow {
  private var table: GameTable { GameTable(rows: rows, columns: columns, tileSide: 62) }

  /// The squares, and the table around them.
  public var frameSize: Size { table.frame }

  /// Draws the rack, and the stones behind its holes.
  public func draw(on canvas: inout Canvas, showingMoves showsMoves: Bool) {
    let table = table
    table.drawCloth(Palette.skyMiddle, on: &canvas)
    table.drawPlate(Palette.blue.mixed(with: Palette.ink, 0.12), rim: 10, on: &canvas)
    let completed = isWon ? Set(completeSquares) : []
    for square in 0..<rows * columns {
      drawHole(square, isComplete: completed.contains(square), table, on: &canvas)
    }
    for column in 0..<columns { drawKey(of: column, isOpen: showsMoves && isLegal(column), table, on: &canvas) }
  }

  private static func color(ofSeat seat: Int) -> Color { seat == 0 ? Palette.coral : Palette.gold }

  private func drawHole(_ square: Int, isComplete: Bool, _ table: GameTable, on canvas: inout Canvas) {
    let (center, radius) = (table.center(ofSquare: square), table.board.tileSide * 0.4)
    guard let owner = owner(ofSquare: square) else {
      canvas.fillCircle(center: center, radius: radius, Palette.skyMiddle)
      return
    }
    canvas.fillCircle(center: center, radius: radius + 1, Palette.ink.mixed(with: Palette.blue, 0.35))
    let color = Self.color(ofSeat: owner)
    canvas.stone(center: center, radius: radius - 1, color: color)
    canvas.strokeCircle(
      center: center, radius: radius * 0.66, color.mixed(with: Palette.darkWood, 0.35).opacity(0.6), width: 2)
    if square == lastSquare {
      canvas.strokeCircle(center: center, radius: radius - 2, .white, width: 3)
    }
    if isComplete {
      canvas.glow(center: center, radius: radius * 1.5, color: Palette.sun, opacity: 0.7)
      canvas.strokeCircle(center: center, radius: radius - 2, Palette.paper, width: 4.5)
    }
  }

  /// The key that plays a column, with a stone in wait where one may drop it.
  private func drawKey(of column: Int, isOpen: Bool, _ table: GameTable, on canvas: inout Canvas) {
    let x = table.center(ofSquare: column).x
    canvas.label(
      "\(column + 1)", at: Point(x, table.board.bounds.maxY + 28), size: 14, weight: .semiBold, color: Palette.ink)
    guard isOpen else { return }
    let center = Point(x, table.board.bounds.minY - 25)
    canvas.fillCircle(center: center, radius: 12, Self.color(ofSeat: mover).opacity(0.75))
    canvas.polyline(
      [Point(x - 5, center.y - 2), Point(x, center.y + 4), Point(x + 5, center.y - 2)], Palette.paper, width: 2.5)
  }
}
