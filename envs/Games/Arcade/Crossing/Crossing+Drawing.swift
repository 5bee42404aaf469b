import Raster

extension Crossing: DrawnArcadeGame {
  /// The outcome: the game is over when its time is.
  public var ending: EpisodeEnding { EpisodeEnding("Time is up", .neutral) }

  /// Draws the road, the cars, and a hen on its way.
  public func draw(on canvas: inout Canvas) {
    drawGround(on: &canvas)
    for row in 1..<9 { drawCar(inRow: row, on: &canvas) }
    canvas.inCell(x: 4, y: row) { drawHen(on: &$0) }
    drawClock(on: &canvas)
  }

  private func drawGround(on canvas: inout Canvas) {
    canvas.fillRectangle(
      Rectangle(x: 0, y: 0, width: 640, height: 640),
      .vertical(from: 0, to: 640, colors: [Palette.lightGrass, Palette.grass]))
    canvas.fillRectangle(Rectangle(x: 0, y: 58, width: 640, height: 524), Palette.darkSand)
    canvas.fillRectangle(
      Rectangle(x: 0, y: 64, width: 640, height: 512),
      .vertical(from: 64, to: 576, colors: [Palette.rail, Palette.rail.mixed(with: Palette.ink, 0.4)]))
    for lane in 2..<9 {
      let y = 64 * Double(lane)
      let isMiddle = lane == 5
      canvas.stroke(
        .polyline([Point(-10, y), Point(650, y)]), isMiddle ? Palette.gold : Palette.paper.opacity(0.5),
        style: StrokeStyle(width: isMiddle ? 4 : 3, cap: .butt, dashes: isMiddle ? [] : [26, 22]))
    }
    for index in 0..<9 {
      let noise = TileNoise(9000 + index)
      let x = 34 + 72 * Double(index)
      if abs(x - 288) > 40 { canvas.tree(at: Point(x, 52), height: noise.value(0, in: 34...46)) }
    }
    for index in 0..<40 {
      let noise = TileNoise(9100 + index)
      let foot = Point(noise.value(0) * 640, 590 + noise.value(1) * 46)
      canvas.line(
        from: foot, to: Point(foot.x + noise.value(2, in: -3...3), foot.y - 7), Palette.darkGrass, width: 2)
    }
  }

  private func drawCar(inRow row: Int, on canvas: inout Canvas) {
    let car = car(ofRow: row)
    // The less a car rests, the hotter its colour.
    let paint = [Palette.coral, Palette.amber, Palette.gold, Palette.teal, Palette.blue][car.rest - 1]
    canvas.inCell(x: car.column, y: row, isMirrored: car.direction < 0) { canvas in
      for streak in 0..<6 - car.rest {
        let y = 16 + 7 * Double(streak)
        canvas.line(
          from: Point(-26 + 4 * Double(streak % 2), y), to: Point(-4, y), Palette.paper.opacity(0.35), width: 3)
      }
      canvas.softShadow(center: Point(33, 36), radiusX: 34, radiusY: 22, opacity: 0.5)
      for (x, y) in [(14.0, 10.0), (48, 10), (14, 54), (48, 54)] {
        canvas.fillRoundedRectangle(
          Rectangle(center: Point(x, y), size: Size(14, 8)), cornerRadius: 3, Palette.tyre)
      }
      canvas.fill(
        .roundedRectangle(Rectangle(x: 2, y: 12, width: 60, height: 40), cornerRadius: 12),
        .vertical(
          from: 12, to: 52, colors: [paint.mixed(with: .white, 0.3), paint, paint.mixed(with: Palette.ink, 0.3)]))
      canvas.fillRoundedRectangle(
        Rectangle(x: 14, y: 17, width: 32, height: 30), cornerRadius: 8, Palette.ink.mixed(with: Palette.blue, 0.4))
      canvas.fillRoundedRectangle(
        Rectangle(x: 19, y: 18, width: 18, height: 28), cornerRadius: 6, paint.mixed(with: .white, 0.15))
      for y in [18.0, 46] { canvas.fillCircle(center: Point(58, y), radius: 4, Palette.sun) }
    }
  }

  private func drawHen(on canvas: inout Canvas) {
    canvas.softShadow(center: Point(32, 57), radiusX: 20, radiusY: 6, opacity: 0.5)
    for x in [26.0, 38] { canvas.line(from: Point(x, 46), to: Point(x, 57), Palette.amber, width: 3.5) }
    canvas.fillPolygon([Point(14, 22), Point(30, 30), Point(18, 42)], Palette.shadedSnow)
    canvas.fillEllipse(center: Point(32, 38), radiusX: 17, radiusY: 14, Palette.snow)
    canvas.fillEllipse(center: Point(30, 40), radiusX: 9, radiusY: 7, Palette.shadedSnow)
    canvas.fillCircle(center: Point(42, 21), radius: 10, Palette.snow)
    for (x, y) in [(37.0, 10.0), (42, 8), (47, 11)] {
      canvas.fillCircle(center: Point(x, y), radius: 4, Palette.coral)
    }
    canvas.fillPolygon([Point(50, 19), Point(60, 23), Point(50, 26)], Palette.amber)
    canvas.fillCircle(center: Point(45, 19), radius: 2.2, Palette.ink)
  }

  /// A bar at the lower edge for the time that is left.
  private func drawClock(on canvas: inout Canvas) {
    let share = Double(max(stepsLeft, 0)) / Double(Self.lastStep)
    canvas.fillRoundedRectangle(
      Rectangle(x: 8, y: 628, width: 624, height: 7), cornerRadius: 3.5, Palette.ink.opacity(0.3))
    canvas.fillRoundedRectangle(
      Rectangle(x: 8, y: 628, width: max(624 * share, 7), height: 7), cornerRadius: 3.5, Palette.coral)
  }
}
