import Raster
import Simulation

extension Reversi {
  private var table: GameTable { GameTable(rows: rows, columns: columns) }

  /// The squares, and the table around them.
  public var frameSize: Size { table.frame }

  /// Draws the green cloth of the board and the discs.
  public func draw(on canvas: inout Canvas, showingMoves showsMoves: Bool) {
    let table = table
    table.drawCloth(on: &canvas)
    table.drawPlate(Palette.darkWood, on: &canvas)
    drawSquares(table.board, on: &canvas)
    let radius = table.board.tileSide * 0.39
    for square in 0..<moveCount {
      let center = table.center(ofSquare: square)
      if let owner = owner(ofSquare: square) {
        canvas.stone(center: center, radius: radius, color: StoneColors.color(ofSeat: owner))
      } else if showsMoves, isLegal(square) {
        canvas.moveDot(center: center, radius: 8, color: StoneColors.color(ofSeat: mover))
      }
    }
    if let lastSquare { canvas.lastMoveRing(center: table.center(ofSquare: lastSquare), radius: radius * 0.36) }
    table.drawNames(on: &canvas)
    drawCounts(table, on: &canvas)
  }

  private func drawSquares(_ board: Board, on canvas: inout Canvas) {
    let (green, bounds) = (Palette.darkGrass.mixed(with: Palette.teal, 0.25), board.bounds)
    canvas.fillRectangle(
      bounds,
      .vertical(
        from: bounds.minY, to: bounds.maxY,
        colors: [green.mixed(with: .white, 0.12), green.mixed(with: Palette.ink, 0.12)]
      ))
    let line = Palette.ink.opacity(0.5)
    for index in 0...rows {
      let distance = Double(index) * board.tileSide
      canvas.line(
        from: Point(bounds.minX + distance, bounds.minY), to: Point(bounds.minX + distance, bounds.maxY), line,
        width: 1.4)
      canvas.line(
        from: Point(bounds.minX, bounds.minY + distance), to: Point(bounds.maxX, bounds.minY + distance), line,
        width: 1.4)
    }
  }

  /// The numbers of discs, above the board; a ring is around the seat to move.
  private func drawCounts(_ table: GameTable, on canvas: inout Canvas) {
    let y = table.board.bounds.minY - 29
    for seat in 0...1 {
      let x = table.frame.width / 2 + (seat == 0 ? -44 : 16)
      canvas.stone(center: Point(x, y), radius: 9, color: StoneColors.color(ofSeat: seat))
      if seat == mover, !isOver { canvas.strokeCircle(center: Point(x, y), radius: 12.5, Palette.coral, width: 2) }
      let count = (0..<moveCount).count { owner(ofSquare: $0) == seat }
      canvas.label(
        "\(count)", at: Point(x + 17, y), size: 14, weight: .semiBold, color: Palette.ink, alignment: .leading)
    }
  }
}
