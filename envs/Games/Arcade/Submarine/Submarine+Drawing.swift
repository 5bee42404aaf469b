import Raster

extension Submarine: DrawnArcadeGame {
  /// The outcome: out of air, up without a diver, or hit.
  public var ending: EpisodeEnding {
    if air <= 0 { return EpisodeEnding("Out of air", .failure) }
    return EpisodeEnding(y == 0 && diverCount == 0 ? "Surfaced without a diver" : "Hit", .failure)
  }

  /// Draws the sea, everybody in it, and the gauges on its ground.
  public func draw(on canvas: inout Canvas) {
    drawSea(on: &canvas)
    draw(divers, on: &canvas, drawDiver)
    draw(fish, on: &canvas, drawFish)
    draw(enemies, on: &canvas) { drawHull(Palette.rail, length: 56, on: &$0) }
    draw(enemyBullets, on: &canvas) { drawTorpedo(Palette.coral, on: &$0) }
    draw(bullets, on: &canvas) { drawTorpedo(Palette.gold, on: &$0) }
    canvas.inCell(x: x, y: y, isMirrored: !isRightward) { canvas in
      canvas.withTransform(.translation(-62, 0)) { drawHull(Palette.gold, length: 120, on: &$0) }
    }
    drawGauges(on: &canvas)
  }

  private func draw<let capacity: Int>(
    _ swimmers: Roster<capacity>, on canvas: inout Canvas, _ draw: (inout Canvas) -> Void
  ) {
    swimmers.forEach { swimmer in
      canvas.inCell(x: swimmer.x, y: swimmer.y, isMirrored: !swimmer.isRightward, draw)
    }
  }
}

extension Submarine {
  private func drawSea(on canvas: inout Canvas) {
    canvas.fillRectangle(
      Rectangle(x: 0, y: 0, width: 640, height: 64),
      .vertical(from: 0, to: 64, colors: [Palette.skyTop, Palette.skyBottom]))
    canvas.cloud(at: Point(130, 26), width: 110)
    canvas.cloud(at: Point(470, 22), width: 150)
    canvas.fillRectangle(
      Rectangle(x: 0, y: 40, width: 640, height: 600),
      .vertical(from: 40, to: 640, colors: [Palette.blue, Palette.water, Palette.deepWater]))
    for index in 0..<10 {
      let x = 64 * Double(index)
      var wave = Path()
      wave.move(to: Point(x, 42))
      wave.curve(to: Point(x + 64, 42), control1: Point(x + 20, 32), control2: Point(x + 44, 50))
      canvas.stroke(wave, Palette.snow.opacity(0.8), width: 4)
    }
    for index in 0..<36 {
      let noise = TileNoise(9500 + index)
      canvas.strokeCircle(
        center: Point(noise.value(0) * 640, 70 + noise.value(1) * 500), radius: noise.value(2, in: 2...5),
        Color.white.opacity(0.16), width: 1.5)
    }
  }

  private func drawGauges(on canvas: inout Canvas) {
    var ground = Path()
    ground.move(to: Point(-4, 650))
    for index in 0...20 {
      ground.line(to: Point(32 * Double(index), 578 + TileNoise(9600 + index).value(0, in: -7...5)))
    }
    ground.line(to: Point(644, 650))
    ground.close()
    canvas.fill(ground, .vertical(from: 572, to: 640, colors: [Palette.darkSand, Palette.darkEarth]))
    let bar = Rectangle(x: 14, y: 598, width: 330, height: 26)
    canvas.fillRoundedRectangle(bar.inset(by: -4), cornerRadius: 15, Palette.ink)
    let share = Double(max(air, 0)) / Double(Self.fullAir)
    let color = share < 0.3 ? Palette.coral : Palette.ice
    canvas.fillRoundedRectangle(
      Rectangle(x: bar.x, y: bar.y, width: max(bar.width * share, 8), height: bar.height), cornerRadius: 12, color)
    for place in 0..<6 {
      let center = Point(390 + 42 * Double(place), 611)
      canvas.fillCircle(center: center, radius: 17, Palette.ink)
      guard place < diverCount else { continue }
      canvas.fillCircle(center: center, radius: 14, Palette.teal)
      canvas.fillCircle(center: Point(center.x, center.y - 2), radius: 8, Palette.skin)
    }
  }

  /// A submarine on its way to the right, its bow in the cell.
  private func drawHull(_ color: Color, length: Double, on canvas: inout Canvas) {
    let bow = length + 4
    let dark = color.mixed(with: Palette.ink, 0.4)
    let hull = Rectangle(x: 6, y: 24, width: length - 4, height: 32)
    let tower = Rectangle(x: bow * 0.42, y: 11, width: bow * 0.3, height: 20)
    canvas.fillPolygon([Point(14, 40), Point(0, 26), Point(0, 54)], dark)
    canvas.line(from: Point(tower.maxX - 7, 13), to: Point(tower.maxX - 7, 3), dark, width: 4)
    canvas.line(from: Point(tower.maxX - 7, 4), to: Point(tower.maxX + 3, 4), dark, width: 4)
    canvas.fillRoundedRectangle(tower, cornerRadius: 7, dark)
    canvas.fill(
      .roundedRectangle(hull, cornerRadius: 16),
      .vertical(from: 24, to: 56, colors: [color.mixed(with: .white, 0.4), color, dark]))
    for window in stride(from: 0.32, through: 0.86, by: length > 64 ? 0.2 : 0.27) {
      canvas.fillCircle(center: Point(bow * window, 38), radius: 6, dark)
      canvas.fillCircle(center: Point(bow * window, 38), radius: 4, Palette.ice)
    }
  }

  private func drawFish(_ canvas: inout Canvas) {
    canvas.fillPolygon([Point(20, 34), Point(2, 18), Point(6, 34), Point(2, 50)], Palette.coral)
    canvas.fillEllipse(center: Point(36, 34), radiusX: 23, radiusY: 15, Palette.coral)
    canvas.fillEllipse(center: Point(37, 40), radiusX: 16, radiusY: 8, Palette.amber)
    canvas.fillPolygon([Point(28, 22), Point(40, 10), Point(44, 22)], Palette.coral.mixed(with: Palette.ink, 0.25))
    canvas.fillCircle(center: Point(47, 30), radius: 5, .white)
    canvas.fillCircle(center: Point(48, 30), radius: 2.6, Palette.ink)
    for tooth in 0..<3 {
      let x = 46 + 4 * Double(tooth)
      canvas.fillPolygon([Point(x, 38), Point(x + 4, 37), Point(x + 2, 42)], .white)
    }
  }

  private func drawDiver(_ canvas: inout Canvas) {
    canvas.line(from: Point(22, 38), to: Point(4, 44), Palette.teal, width: 7)
    canvas.line(from: Point(22, 34), to: Point(6, 32), Palette.teal, width: 7)
    canvas.fillRoundedRectangle(Rectangle(x: 18, y: 22, width: 22, height: 10), cornerRadius: 5, Palette.brass)
    canvas.fillRoundedRectangle(Rectangle(x: 16, y: 29, width: 28, height: 14), cornerRadius: 7, Palette.teal)
    canvas.line(from: Point(40, 38), to: Point(52, 44), Palette.teal, width: 5)
    canvas.fillCircle(center: Point(50, 31), radius: 9.5, Palette.skin)
    canvas.fillRoundedRectangle(Rectangle(x: 50, y: 26, width: 10, height: 8), cornerRadius: 3, Palette.ink)
    for (x, y) in [(56.0, 18.0), (60, 9), (54, 2)] {
      canvas.strokeCircle(center: Point(x, y), radius: 3, Color.white.opacity(0.8), width: 1.6)
    }
  }

  private func drawTorpedo(_ color: Color, on canvas: inout Canvas) {
    for index in 0..<3 {
      canvas.fillCircle(
        center: Point(14 - 8 * Double(index), 40), radius: 4 - Double(index), Color.white.opacity(0.5))
    }
    canvas.line(from: Point(22, 40), to: Point(46, 40), color, width: 10)
    canvas.line(from: Point(22, 37), to: Point(46, 37), Color.white.opacity(0.5), width: 3)
  }
}
