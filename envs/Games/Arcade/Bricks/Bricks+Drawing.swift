import Raster

extension Bricks: DrawnArcadeGame {
  /// The outcome: sooner or later the ball is lost.
  public var ending: EpisodeEnding { EpisodeEnding("Lost the ball", .failure) }

  /// Draws the wall, the paddle, and the ball with its tail.
  public func draw(on canvas: inout Canvas) {
    canvas.fillRectangle(
      Rectangle(x: 0, y: 0, width: 640, height: 640),
      .vertical(from: 0, to: 640, colors: [Palette.water, Palette.deepWater, Palette.ink]))
    canvas.chequers(rows: 0..<10, Color.white.opacity(0.025))
    bricks.forEach { drawBrick(x: $0 % 10, y: $0 / 10, on: &canvas) }
    drawPaddle(on: &canvas)
    drawBall(on: &canvas)
  }

  private func drawBrick(x: Int, y: Int, on canvas: inout Canvas) {
    let rows = [Palette.coral, Palette.amber, Palette.gold]
    let shade = TileNoise(10 * y + x).value(0, in: 0...0.14)
    let color = rows[(y + 2) % 3].mixed(with: Palette.darkWood, shade)
    canvas.inCell(x: x, y: y) { canvas in
      let body = Rectangle(x: 2, y: 3, width: 60, height: 58)
      canvas.fill(
        .roundedRectangle(body, cornerRadius: 6),
        .vertical(
          from: 3, to: 61, colors: [color.mixed(with: .white, 0.3), color, color.mixed(with: Palette.ink, 0.25)]))
      canvas.fillRoundedRectangle(
        Rectangle(x: 7, y: 7, width: 50, height: 9), cornerRadius: 4, Color.white.opacity(0.28))
      canvas.line(from: Point(6, 58), to: Point(58, 58), Palette.ink.opacity(0.25), width: 3)
    }
  }

  private func drawPaddle(on canvas: inout Canvas) {
    canvas.inCell(x: paddle, y: 9) { canvas in
      canvas.glow(center: Point(32, 22), radius: 62, color: Palette.teal, opacity: 0.5)
      canvas.rod(from: Point(8, 18), angle: 0, length: 48, width: 22, color: Palette.teal)
      canvas.bolt(center: Point(10, 18), radius: 6)
      canvas.bolt(center: Point(54, 18), radius: 6)
    }
  }

  private func drawBall(on canvas: inout Canvas) {
    let center = Point(64 * Double(ball.x) + 32, 64 * Double(ball.y) + 32)
    let last = Point(64 * Double(trail.x) + 32, 64 * Double(trail.y) + 32)
    for step in 0..<6 {
      let share = Double(step) / 6
      let point = Point(last.x + share * (center.x - last.x), last.y + share * (center.y - last.y))
      canvas.fillCircle(center: point, radius: 7 + 10 * share, Palette.sun.opacity(0.07 + 0.16 * share))
    }
    canvas.glow(center: center, radius: 46, color: Palette.sun, opacity: 0.6)
    canvas.fillCircle(center: center, radius: 20, Palette.brass)
    canvas.fillCircle(center: Point(center.x - 3, center.y - 3), radius: 15, Palette.sun)
    canvas.fillCircle(center: Point(center.x - 7, center.y - 7), radius: 5, .white)
  }
}
