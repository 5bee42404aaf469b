import Raster
import Simulation

extension TicTacToe {
  private static let table = GameTable(rows: 3, columns: 3, tileSide: 104)

  /// Three by three squares, and the table around them.
  public var frameSize: Size { Self.table.frame }

  /// Draws the slate, crosses for the first seat and rings for the second.
  public func draw(on canvas: inout Canvas, showingMoves showsMoves: Bool) {
    let table = Self.table
    table.drawCloth(on: &canvas)
    table.drawPlate(Palette.ink.mixed(with: Palette.blue, 0.2), rim: 20, on: &canvas)
    drawLines(table.board, on: &canvas)
    for square in 0..<9 {
      table.board.draw(in: table.board.position(of: square), on: &canvas) { canvas in
        if square == lastSquare {
          canvas.glow(center: Point(32, 32), radius: 34, color: Palette.sun, opacity: 0.3)
        }
        switch owner(ofSquare: square) {
        case 0: drawCross(on: &canvas)
        case 1: drawRing(on: &canvas)
        default: if showsMoves { drawNumber(of: square, on: &canvas) }
        }
      }
    }
    if let row = completeRow { drawStroke(through: row, table, on: &canvas) }
  }

  private func drawLines(_ board: Board, on canvas: inout Canvas) {
    let bounds = board.bounds.inset(by: 8)
    for index in 1...2 {
      let distance = Double(index) * board.tileSide
      for offset in [0.0, 1.3] {
        let chalk = Palette.paper.opacity(offset == 0 ? 0.75 : 0.25)
        canvas.line(
          from: Point(board.origin.x + distance + offset, bounds.minY),
          to: Point(board.origin.x + distance - offset, bounds.maxY), chalk, width: 3.5)
        canvas.line(
          from: Point(bounds.minX, board.origin.y + distance + offset),
          to: Point(bounds.maxX, board.origin.y + distance - offset), chalk, width: 3.5)
      }
    }
  }

  private func drawCross(on canvas: inout Canvas) {
    let color = Palette.coral.mixed(with: .white, 0.15)
    for side in [-1.0, 1.0] {
      var arm = Path()
      arm.move(to: Point(32 - side * 16, 16))
      arm.curve(to: Point(32 + side * 16, 48), control: Point(32 + side * 2.5, 30))
      canvas.stroke(arm, color.opacity(0.35), width: 7.5)
      canvas.stroke(arm, color, width: 5)
    }
  }

  private func drawRing(on canvas: inout Canvas) {
    let color = Palette.teal.mixed(with: .white, 0.3)
    canvas.strokeCircle(center: Point(32, 32), radius: 16.5, color.opacity(0.35), width: 7.5)
    canvas.strokeCircle(center: Point(32, 32), radius: 16.5, color, width: 5)
  }

  /// The key that plays on a square.
  private func drawNumber(of square: Int, on canvas: inout Canvas) {
    canvas.moveDot(center: Point(32, 32), radius: 11, color: Palette.paper.mixed(with: Palette.mutedInk, 0.4))
    canvas.label("\(square + 1)", at: Point(32, 32), size: 11, weight: .semiBold, color: Palette.paper)
  }

  private func drawStroke(through row: [Int], _ table: GameTable, on canvas: inout Canvas) {
    let (first, last) = (table.center(ofSquare: row[0]), table.center(ofSquare: row[2]))
    func along(_ share: Double) -> Point {
      Point(first.x + share * (last.x - first.x), first.y + share * (last.y - first.y))
    }
    canvas.line(from: along(-0.16), to: along(1.16), Palette.gold.opacity(0.35), width: 13)
    canvas.line(from: along(-0.16), to: along(1.16), Palette.gold, width: 6)
  }
}
