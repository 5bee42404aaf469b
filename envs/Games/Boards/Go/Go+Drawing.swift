import Raster
import Simulation

extension Go {
  private var table: GameTable { GameTable(rows: rows, columns: columns, tileSide: 50) }

  /// The points, and the table around them.
  public var frameSize: Size { table.frame }

  /// Draws the wooden board, its lines and the stones.
  public func draw(on canvas: inout Canvas, showingMoves showsMoves: Bool) {
    let table = table
    table.drawCloth(Palette.sand.mixed(with: Palette.lightGrass, 0.25), on: &canvas)
    table.drawPlate(Palette.lightWood, on: &canvas)
    drawGrain(table.board, on: &canvas)
    drawLines(table, on: &canvas)
    for point in 0..<pass {
      let center = table.center(ofSquare: point)
      if let owner = owner(ofSquare: point) {
        canvas.stone(center: center, radius: 22, color: StoneColors.color(ofSeat: owner))
      } else if showsMoves, isLegal(point) {
        canvas.moveDot(center: center, radius: 4.5, color: StoneColors.color(ofSeat: mover))
      }
    }
    if let lastSquare { canvas.lastMoveRing(center: table.center(ofSquare: lastSquare), radius: 9) }
    table.drawNames(on: &canvas)
    drawState(table, on: &canvas)
  }

  private func drawGrain(_ board: Board, on canvas: inout Canvas) {
    let bounds = board.bounds.inset(by: -10)
    for index in 0..<14 {
      let noise = TileNoise(900 + index)
      let x = bounds.minX + bounds.width * (Double(index) + noise.value(0, in: 0.2...0.8)) / 14
      var vein = Path()
      vein.move(to: Point(x, bounds.minY))
      vein.curve(
        to: Point(x + noise.value(1, in: -6...6), bounds.maxY),
        control1: Point(x + noise.value(2, in: -10...10), bounds.minY + bounds.height * 0.3),
        control2: Point(x + noise.value(3, in: -10...10), bounds.minY + bounds.height * 0.7))
      canvas.stroke(vein, Palette.wood.opacity(noise.value(4, in: 0.12...0.35)), width: noise.value(5, in: 1...3))
    }
  }

  private func drawLines(_ table: GameTable, on canvas: inout Canvas) {
    let (first, last) = (table.center(ofSquare: 0), table.center(ofSquare: pass - 1))
    for index in 0..<rows {
      let distance = Double(index) * table.board.tileSide
      canvas.line(
        from: Point(first.x + distance, first.y), to: Point(first.x + distance, last.y), Palette.darkEarth,
        width: 1.3)
      canvas.line(
        from: Point(first.x, first.y + distance), to: Point(last.x, first.y + distance), Palette.darkEarth,
        width: 1.3)
    }
    guard rows >= 7 else { return }
    for (row, column) in [(2, 2), (2, rows - 3), (rows - 3, 2), (rows - 3, rows - 3), (rows / 2, rows / 2)] {
      canvas.fillCircle(center: table.center(ofSquare: row * columns + column), radius: 3.5, Palette.darkEarth)
    }
  }

  /// The turn, or the count once the game is over, above the board.
  private func drawState(_ table: GameTable, on canvas: inout Canvas) {
    let y = table.board.bounds.minY - 29
    let seat = isOver ? (lead(ofSeat: 0) >= 0 ? 0 : 1) : mover
    let lead = lead(ofSeat: seat)
    let text =
      isOver
      ? (lead == 0 ? "even" : "by \(lead == lead.rounded() ? "\(Int(lead))" : "\(lead)")")
      : passes > 0 ? "after a pass" : "to move"
    canvas.stone(center: Point(table.frame.width / 2 - 34, y), radius: 9, color: StoneColors.color(ofSeat: seat))
    canvas.label(
      text, at: Point(table.frame.width / 2 - 18, y), size: 13, weight: .semiBold, color: Palette.ink,
      alignment: .leading)
  }
}
