import Raster

extension Treasure: DrawnArcadeGame {
  /// The outcome: sooner or later an enemy is met.
  public var ending: EpisodeEnding { EpisodeEnding("Stung", .failure) }

  /// Draws a desert, the gold and the scorpions that cross it, and the gatherer.
  public func draw(on canvas: inout Canvas) {
    drawDesert(on: &canvas)
    for slot in 0..<8 where things.isOccupied(slot) { drawThing(slot, on: &canvas) }
    canvas.inCell(x: player.x, y: player.y) { canvas in
      canvas.withTransform(.translation(32, 58).scaled(1.15)) { canvas in
        Figure(coat: Palette.teal, hat: .straw, hatColor: Palette.coral).draw(on: &canvas)
      }
    }
  }

  private func drawDesert(on canvas: inout Canvas) {
    canvas.fillRectangle(
      Rectangle(x: 0, y: 0, width: 640, height: 640),
      .vertical(from: 0, to: 640, colors: [Palette.sand.mixed(with: Palette.amber, 0.2), Palette.sand]))
    for y in 1..<9 {
      let band = Rectangle(x: 0, y: 64 * Double(y), width: 640, height: 64)
      if y.isMultiple(of: 2) { canvas.fillRectangle(band, Palette.darkSand.opacity(0.35)) }
    }
    for index in 0..<60 {
      let noise = TileNoise(7000 + index)
      let point = Point(noise.value(0) * 640, noise.value(1) * 640)
      canvas.fillEllipse(
        center: point, radiusX: noise.value(2, in: 2...6), radiusY: 2,
        Palette.darkSand.mixed(with: Palette.rock, 0.4))
    }
    for x in 0..<10 {
      for y in [0, 9] { drawCactus(x: x, y: y, TileNoise(7100 + 10 * y + x), on: &canvas) }
    }
  }

  private func drawCactus(x: Int, y: Int, _ noise: TileNoise, on canvas: inout Canvas) {
    canvas.inCell(x: x, y: y) { canvas in
      let foot = Point(noise.value(0, in: 18...46), 56)
      let height = noise.value(1, in: 26...44)
      canvas.softShadow(center: foot, radiusX: 16, radiusY: 5)
      let color = Palette.darkGrass.mixed(with: Palette.teal, noise.value(2) * 0.4)
      canvas.line(from: foot, to: Point(foot.x, foot.y - height), color, width: 11)
      let side = noise.value(3) < 0.5 ? -1.0 : 1
      let elbow = Point(foot.x + side * 13, foot.y - height * 0.45)
      canvas.polyline(
        [Point(foot.x, elbow.y), elbow, Point(elbow.x, elbow.y - height * 0.3)], color, width: 7)
    }
  }

  private func drawThing(_ slot: Int, on canvas: inout Canvas) {
    let isRightward = things.direction(slot) > 0
    canvas.inCell(x: things.column(slot), y: slot + 1, isMirrored: !isRightward) { canvas in
      canvas.line(from: Point(-30, 44), to: Point(4, 44), Palette.darkSand, width: 5)
      canvas.softShadow(center: Point(32, 52), radiusX: 26, radiusY: 7, opacity: 0.4)
      if things.isGold(slot) { drawGold(on: &canvas) } else { drawScorpion(on: &canvas) }
    }
  }

  private func drawGold(on canvas: inout Canvas) {
    canvas.glow(center: Point(32, 32), radius: 40, color: Palette.sun, opacity: 0.8)
    for (x, y) in [(20.0, 48.0), (44, 48), (32, 50), (26, 38), (38, 38), (32, 27)] {
      canvas.fillEllipse(
        center: Point(x, y + 2), radiusX: 12, radiusY: 8, Palette.gold.mixed(with: Palette.darkWood, 0.5))
      canvas.fillEllipse(center: Point(x, y), radiusX: 12, radiusY: 8, Palette.gold)
      canvas.fillEllipse(center: Point(x - 2, y - 1), radiusX: 7, radiusY: 4, Palette.sun.opacity(0.8))
    }
  }

  /// A scorpion on its way to the right.
  private func drawScorpion(on canvas: inout Canvas) {
    let (shell, dark) = (Palette.coral.mixed(with: Palette.darkRock, 0.25), Palette.darkRock)
    for leg in 0..<4 {
      let x = 20 + 8 * Double(leg)
      canvas.line(from: Point(x, 42), to: Point(x - 4, 55), dark, width: 3)
    }
    canvas.polyline(
      [Point(18, 40), Point(7, 32), Point(6, 19), Point(16, 10), Point(25, 14)], shell, width: 8)
    canvas.fillPolygon([Point(22, 9), Point(35, 17), Point(23, 20)], dark)
    canvas.fillEllipse(center: Point(31, 41), radiusX: 18, radiusY: 9, shell)
    canvas.fillEllipse(center: Point(30, 38), radiusX: 12, radiusY: 4, shell.mixed(with: .white, 0.3))
    canvas.polyline([Point(46, 42), Point(56, 45), Point(60, 37)], shell, width: 5)
    canvas.fillCircle(center: Point(59, 34), radius: 5, shell)
    canvas.fillCircle(center: Point(44, 37), radius: 2.4, Palette.ink)
  }
}
