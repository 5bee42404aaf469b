import CMath
import Raster

extension LanderScene {
  /// Night with stars, and the earth above the horizon.
  func drawSky(on canvas: inout Canvas) {
    canvas.fillRectangle(
      .band(of: Self.frame),
      .vertical(
        from: 0, to: 330,
        colors: [LunarPalette.zenith, LunarPalette.night, LunarPalette.dusk, LunarPalette.horizon]))
    for index in 0..<90 {
      let noise = TileNoise(7000 + index)
      let center = Point(noise.value(0) * Self.frame.width, noise.value(1) * 250)
      let twinkle = 0.7 + 0.3 * palaestra_sin(Double(step) * 0.08 + 7 * noise.value(3))
      let light = (1 - center.y / 300) * (0.35 + 0.65 * noise.value(2)) * twinkle
      canvas.fillCircle(center: center, radius: 0.5 + 0.9 * noise.value(2), Color.white.opacity(light))
    }
    drawEarth(on: &canvas)
    canvas.hills(
      Self.frame, baseline: 268, relief: 44, phase: 3.1, colors: [LunarPalette.farRange, LunarPalette.dusk])
    canvas.hills(
      Self.frame, baseline: 306, relief: 30, phase: 0.6, colors: [LunarPalette.nearRange, LunarPalette.farRange])
  }

  private func drawEarth(on canvas: inout Canvas) {
    let center = Point(486, 84)
    canvas.glow(center: center, radius: 74, color: Palette.skyTop, opacity: 0.45)
    canvas.fillCircle(center: center, radius: 30, Palette.blue)
    canvas.fillEllipse(center: Point(477, 74), radiusX: 12, radiusY: 8, Palette.darkGrass)
    canvas.fillEllipse(center: Point(484, 83), radiusX: 6, radiusY: 9, Palette.grass)
    canvas.fillEllipse(center: Point(500, 97), radiusX: 9, radiusY: 6, Palette.darkGrass)
    for (x, y, width) in [(478.0, 66.0, 15.0), (496, 78, 12), (478, 99, 16), (500, 88, 8)] {
      canvas.fillEllipse(center: Point(x, y), radiusX: width, radiusY: 2.2, Color.white.opacity(0.75))
    }
    var shade = Path()
    shade.arc(center: center, radius: 30, from: -0.7, by: 2.2)
    shade.curve(
      to: Point(center.x + 22.9, center.y - 19.3), control1: Point(center.x + 18, center.y + 22),
      control2: Point(center.x + 26, center.y))
    shade.close()
    canvas.fill(shade, LunarPalette.zenith.opacity(0.4))
  }

  private func crest(lowered depth: Double) -> [Point] {
    var points = (0..<LanderTerrain.pointCount).map { index in
      let place = Self.point(terrain[index].x, terrain[index].y)
      return Point(place.x, place.y + depth)
    }
    points.insert(Point(-20, points[0].y), at: 0)
    points.append(Point(Self.frame.width + 20, points[points.count - 1].y))
    return points
  }

  func drawGround(on canvas: inout Canvas) {
    let bottom = [Point(Self.frame.width + 20, Self.frame.height + 20), Point(-20, Self.frame.height + 20)]
    canvas.fill(
      .polygon(crest(lowered: 0) + bottom),
      .vertical(
        from: 200, to: Self.frame.height,
        colors: [LunarPalette.brightGround, LunarPalette.ground, LunarPalette.deepGround]))
    canvas.fill(
      .polygon(crest(lowered: 26) + bottom),
      .vertical(from: 220, to: Self.frame.height, colors: [LunarPalette.ground, LunarPalette.deepGround]))
    canvas.polyline(crest(lowered: 1.5), Color.white.opacity(0.75), width: 3)
    drawCraters(on: &canvas)
  }

  private func drawCraters(on canvas: inout Canvas) {
    for index in 0..<34 {
      let noise = TileNoise(8000 + index)
      let x = noise.value(0) * LanderTerrain.width
      let surface = Self.point(x, groundHeight(at: x))
      let depth = 10 + 110 * noise.value(1)
      let radius = 3 + 9 * noise.value(2)
      let center = Point(surface.x, surface.y + depth)
      guard center.y < Self.frame.height + radius else { continue }
      canvas.fillEllipse(
        center: Point(center.x, center.y + 1.2), radiusX: radius, radiusY: radius * 0.42, Color.white.opacity(0.22))
      canvas.fillEllipse(
        center: center, radiusX: radius, radiusY: radius * 0.4, LunarPalette.deepGround.opacity(0.35))
    }
  }

  /// A plate with lights between two flags.
  func drawPad(on canvas: inout Canvas) {
    let left = Self.point(LanderTerrain.pad.lowerBound, LanderTerrain.padHeight)
    let right = Self.point(LanderTerrain.pad.upperBound, LanderTerrain.padHeight)
    // The smoothed ground is a hundredth lower than the pad is said to be.
    let top = Self.point(LanderTerrain.width / 2, terrain[5].y).y
    canvas.fillRoundedRectangle(
      Rectangle(x: left.x, y: top, width: right.x - left.x, height: 7), cornerRadius: 2.5, Palette.rail)
    canvas.fillRectangle(
      Rectangle(x: left.x + 2, y: top + 0.8, width: right.x - left.x - 4, height: 1.6),
      Palette.rail.mixed(with: .white, 0.4))
    for index in 0..<6 {
      let x = left.x + 10 + Double(index) * (right.x - left.x - 20) / 5
      let isLit = (step / 8 + index) % 3 == 0
      if isLit { canvas.glow(center: Point(x, top + 4), radius: 9, color: Palette.gold, opacity: 0.6) }
      canvas.fillCircle(center: Point(x, top + 4.4), radius: 1.6, isLit ? Palette.sun : Palette.gold.opacity(0.6))
    }
    canvas.flag(at: Point(left.x, top + 1), height: 50, color: Palette.amber)
    canvas.flag(at: Point(right.x, top + 1), height: 50, color: Palette.amber)
  }

  /// The wind as streaks of dust that drift with it.
  func drawWind(on canvas: inout Canvas) {
    guard gust != 0 else { return }
    let length = 44 * abs(gust)
    for index in 0..<12 {
      let noise = TileNoise(9000 + index)
      let drift = Double(step) * (2.5 + 2 * noise.value(2)) * (gust < 0 ? -1 : 1)
      let span = Self.frame.width + 120
      let x = (noise.value(0) * span + drift).truncatingRemainder(dividingBy: span)
      let start = Point((x < 0 ? x + span : x) - 60, 30 + 200 * noise.value(1))
      canvas.line(
        from: start, to: Point(start.x + (gust < 0 ? -length : length), start.y),
        Color.white.opacity(0.12 + 0.16 * abs(gust)), width: 1.3)
    }
  }
}
