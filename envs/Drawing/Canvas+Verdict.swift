import Raster

extension Canvas {
  /// Draws a badge that says how an episode ended: a tick or a cross, kept inside the frame.
  mutating func verdict(_ isSuccess: Bool, at point: Point, in frame: Size, radius: Double = 15) {
    let room = radius + 6
    let center = Point(
      min(max(point.x.drawable(), room), frame.width - room),
      min(max(point.y.drawable(), room), frame.height - room))
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

  /// Smoke that rises from a wreck, with a glow of fire at its foot.
  mutating func smoke(from base: Point, size: Double, color: Color) {
    for index in 0..<16 {
      let noise = TileNoise(600 + index)
      let height = Double(index) / 15
      let center = Point(
        base.x + size * (noise.value(0, in: -0.3...0.3) + 0.55 * height * height),
        base.y - size * 1.9 * height + size * noise.value(1, in: -0.12...0.12))
      fillCircle(
        center: center, radius: size * (0.16 + 0.3 * height),
        color.mixed(with: Palette.ink, noise.value(2, in: 0.2...0.75)).opacity(0.5 * (1 - 0.85 * height)))
    }
    glow(center: base, radius: size * 0.8, color: Palette.amber, opacity: 0.8)
    for index in 0..<5 {
      let noise = TileNoise(650 + index)
      let foot = Point(base.x + size * (Double(index) - 2) * 0.13, base.y + size * 0.1)
      flame(at: foot, height: size * noise.value(1, in: 0.22...0.5), width: size * noise.value(2, in: 0.1...0.18))
    }
  }

  /// A tongue of fire in two layers.
  private mutating func flame(at foot: Point, height: Double, width: Double) {
    for (share, color) in [(1.0, Palette.amber.opacity(0.9)), (0.55, Palette.sun)] {
      var path = Path()
      path.move(to: Point(foot.x, foot.y - height * share))
      path.curve(
        to: Point(foot.x, foot.y), control1: Point(foot.x + width * share * 0.4, foot.y - height * share * 0.5),
        control2: Point(foot.x + width * share * 1.6, foot.y))
      path.curve(
        to: Point(foot.x, foot.y - height * share), control1: Point(foot.x - width * share * 1.6, foot.y),
        control2: Point(foot.x - width * share * 0.4, foot.y - height * share * 0.5))
      path.close()
      fill(path, color)
    }
  }
}
