import Raster

extension Raiders: DrawnArcadeGame {
  /// The outcome: shot down, or overrun.
  public var ending: EpisodeEnding {
    EpisodeEnding(enemyBullets[cannon, 9] ? "Shot down" : "Overrun", .failure)
  }

  /// Draws the night sky, the raiders, the bullets and the cannon.
  public func draw(on canvas: inout Canvas) {
    drawNight(on: &canvas)
    raiders.forEach { drawRaider(x: $0 % 10, y: $0 / 10, on: &canvas) }
    bullets.forEach { drawBullet(x: $0 % 10, y: $0 / 10, Palette.sun, on: &canvas) }
    enemyBullets.forEach { drawBullet(x: $0 % 10, y: $0 / 10, Palette.coral, on: &canvas) }
    canvas.inCell(x: cannon, y: 9) { drawCannon(on: &$0) }
  }

  private func drawNight(on canvas: inout Canvas) {
    canvas.fillRectangle(
      Rectangle(x: 0, y: 0, width: 640, height: 640),
      .vertical(from: 0, to: 640, colors: [Palette.ink, Palette.deepWater, Palette.plum]))
    for index in 0..<70 {
      let noise = TileNoise(9800 + index)
      canvas.fillCircle(
        center: Point(noise.value(0) * 640, noise.value(1) * 590), radius: noise.value(2, in: 0.8...2.4),
        Color.white.opacity(noise.value(3, in: 0.25...0.8)))
    }
    canvas.glow(center: Point(540, 90), radius: 120, color: Palette.sun, opacity: 0.3)
    canvas.fillCircle(center: Point(540, 90), radius: 34, Palette.brass.mixed(with: .white, 0.3))
    canvas.fillCircle(center: Point(530, 82), radius: 8, Palette.brass.opacity(0.7))
    canvas.fillCircle(center: Point(552, 100), radius: 6, Palette.brass.opacity(0.7))
    canvas.hills(
      Size(640, 640), baseline: 612, relief: 16, phase: 2.1, colors: [Palette.nearHills, Palette.darkGrass])
  }

  private func drawRaider(x: Int, y: Int, on canvas: inout Canvas) {
    let color = [Palette.teal, Palette.amber, Palette.coral, Palette.blue][
      TileNoise(x).value(0) < 0.5 ? y % 2 : 2 + y % 2]
    canvas.inCell(x: x, y: y, isMirrored: isLeftward) { canvas in
      let light = color.mixed(with: .white, 0.4)
      for side in [-1.0, 1] {
        let shoulder = Point(32 + 14 * side, 38)
        canvas.polyline([shoulder, Point(32 + 25 * side, 44), Point(32 + 21 * side, 56)], color, width: 5)
        canvas.line(from: Point(32 + 8 * side, 20), to: Point(32 + 15 * side, 8), color, width: 4)
        canvas.fillCircle(center: Point(32 + 15 * side, 8), radius: 4, light)
      }
      canvas.fill(
        .ellipse(center: Point(32, 33), radiusX: 21, radiusY: 17),
        .vertical(from: 16, to: 50, colors: [light, color, color.mixed(with: Palette.ink, 0.35)]))
      for eye in [26.0, 42] {
        canvas.fillCircle(center: Point(eye, 31), radius: 6.5, .white)
        canvas.fillCircle(center: Point(eye + 2, 32), radius: 3, Palette.ink)
      }
      canvas.line(from: Point(27, 43), to: Point(40, 43), Palette.ink.opacity(0.7), width: 3)
    }
  }

  private func drawBullet(x: Int, y: Int, _ color: Color, on canvas: inout Canvas) {
    canvas.inCell(x: x, y: y) { canvas in
      canvas.glow(center: Point(32, 32), radius: 30, color: color, opacity: 0.7)
      canvas.line(from: Point(32, 18), to: Point(32, 46), color, width: 8)
      canvas.line(from: Point(32, 20), to: Point(32, 44), .white, width: 3)
    }
  }

  private func drawCannon(on canvas: inout Canvas) {
    canvas.softShadow(center: Point(32, 58), radiusX: 30, radiusY: 6, opacity: 0.6)
    canvas.rod(from: Point(32, 34), angle: -.pi / 2, length: 24, width: 11, color: Palette.brass)
    canvas.fill(
      .roundedRectangle(Rectangle(x: 6, y: 32, width: 52, height: 24), cornerRadius: 9),
      .vertical(from: 32, to: 56, colors: [Palette.teal.mixed(with: .white, 0.35), Palette.teal, Palette.ink]))
    for x in [15.0, 32, 49] { canvas.bolt(center: Point(x, 51), radius: 6) }
  }
}
