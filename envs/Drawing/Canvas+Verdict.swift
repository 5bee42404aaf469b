import Raster

extension Canvas {
  /// Draws a badge that says how an episode ended: a tick or a cross, kept inside the frame.
  mutating func verdict(_ isSuccess: Bool, at point: Point, in frame: Size, radius: Double = 15) {
    let room = radius + 6
    let center = Point(
      min(max(point.x.drawable(), room), frame.width - room), min(max(point.y.drawable(), room), frame.height - room))
    let color = isSuccess ? Palette.teal : Palette.coral
    softShadow(center: Point(center.x, center.y + 3), radiusX: radius + 5, radiusY: radius + 5, opacity: 0.5)
    fillCircle(center: center, radius: radius, Palette.paper)
    fillCircle(center: center, radius: radius * 0.86, color)
    let arm = radius * 0.38
    let strokes =
      isSuccess
      ? [[Point(-1.15, 0.1), Point(-0.3, 0.95), Point(1.2, -0.85)]]
      : [[Point(-1, -1), Point(1, 1)], [Point(1, -1), Point(-1, 1)]]
    for stroke in strokes {
      polyline(stroke.map { Point(center.x + $0.x * arm, center.y + $0.y * arm) }, .white, width: radius * 0.24)
    }
  }

  /// Smoke that rises from a wreck, with a fire below it.
  mutating func smoke(from base: Point, size: Double) {
    glow(center: base, radius: size * 0.9, color: Palette.amber, opacity: 0.75)
    for index in 0..<14 {
      let noise = TileNoise(600 + index)
      let height = Double(index) / 13
      let center = Point(
        base.x + size * (noise.value(0, in: -0.32...0.32) + 0.4 * height * height),
        base.y - size * 1.7 * height + size * noise.value(1, in: -0.1...0.1))
      fillCircle(
        center: center, radius: size * (0.2 + 0.3 * height),
        Palette.ink.mixed(with: Palette.mutedInk, noise.value(2) * 0.7).opacity(0.62 * (1 - 0.8 * height)))
    }
    for index in 0..<7 {
      let noise = TileNoise(650 + index)
      let foot = Point(base.x + size * noise.value(0, in: -0.4...0.4), base.y + size * 0.12)
      let height = size * noise.value(1, in: 0.25...0.6)
      let width = size * 0.09
      fillPolygon(
        [Point(foot.x - width, foot.y), Point(foot.x + width, foot.y), Point(foot.x + width * 0.4, foot.y - height)],
        noise.value(2) < 0.5 ? Palette.amber.opacity(0.9) : Palette.gold.opacity(0.9))
    }
  }
}
