import CMath
import Raster

extension Canvas {
  /// Fills the frame with a hazy sky and a low sun.
  mutating func sky(_ frame: Size, horizon: Double, sun: Point) {
    fillRectangle(
      .band(of: frame),
      .vertical(from: 0, to: horizon, colors: [Palette.skyTop, Palette.skyMiddle, Palette.skyBottom]))
    glow(center: sun, radius: 120, color: Palette.sun, opacity: 0.9)
    fillCircle(center: sun, radius: 27, Palette.sun)
  }

  /// Draws a chain of hills up to the bottom of the frame.
  ///
  /// - Parameters:
  ///   - baseline: The middle height of the crest.
  ///   - relief: How far the crest rises and falls.
  ///   - phase: Tells one chain from another.
  mutating func hills(
    _ frame: Size, baseline: Double, relief: Double, phase: Double, colors: [Color]
  ) {
    var outline = Path()
    outline.move(to: Point(-20, frame.height + 20))
    for x in stride(from: -20.0, through: frame.width + 20, by: 10) {
      let wave = palaestra_sin(x / 88 + phase) * 0.55 + palaestra_sin(x / 37 + 2.3 * phase) * 0.25
      outline.line(to: Point(x, baseline - relief * (wave + 0.2 * palaestra_sin(x / 171 + 4 * phase))))
    }
    outline.line(to: Point(frame.width + 20, frame.height + 20))
    outline.close()
    fill(outline, .vertical(from: baseline - relief, to: baseline + 3 * relief, colors: colors))
  }

  /// Draws a small cloud with a flat bottom.
  mutating func cloud(at center: Point, width: Double, opacity: Double = 0.8) {
    let puffs: [(x: Double, y: Double, radius: Double)] = [
      (-0.3, -0.1, 0.13), (-0.08, -0.16, 0.19), (0.17, -0.12, 0.16), (0.35, -0.07, 0.1),
    ]
    var path = Path.roundedRectangle(
      Rectangle(x: -0.5, y: -0.12, width: 1, height: 0.17), cornerRadius: 0.085)
    for puff in puffs { path.append(.circle(center: Point(puff.x, puff.y), radius: puff.radius)) }
    withTransform(.translation(center.x, center.y).scaled(width)) { canvas in
      canvas.fill(
        path,
        .vertical(
          from: -0.35, to: 0.06,
          colors: [Color.white.opacity(opacity), Palette.skyMiddle.mixed(with: .white, 0.4).opacity(opacity)]))
    }
  }

  /// Draws a round tree that stands at `foot`.
  mutating func tree(at foot: Point, height: Double, color: Color = Palette.darkGrass, hasShadow: Bool = true) {
    if hasShadow { softShadow(center: foot, radiusX: height * 0.32, radiusY: height * 0.07, opacity: 0.25) }
    line(
      from: foot, to: Point(foot.x, foot.y - height * 0.5), Palette.darkWood, width: height * 0.09, cap: .butt)
    let crown = Point(foot.x, foot.y - height * 0.64)
    fillEllipse(center: crown, radiusX: height * 0.27, radiusY: height * 0.37, color)
    fillEllipse(
      center: Point(crown.x - height * 0.06, crown.y - height * 0.07), radiusX: height * 0.17,
      radiusY: height * 0.25, color.mixed(with: Palette.lightGrass, 0.45))
  }

  /// Draws a pole with a pennant, its foot at `foot`.
  mutating func flag(at foot: Point, height: Double, color: Color = Palette.coral) {
    let top = Point(foot.x, foot.y - height)
    softShadow(center: foot, radiusX: height * 0.16, radiusY: height * 0.05)
    line(from: foot, to: top, Palette.darkWood, width: height * 0.06)
    line(
      from: Point(foot.x - height * 0.012, foot.y), to: Point(top.x - height * 0.012, top.y),
      Palette.lightWood, width: height * 0.02)
    var cloth = Path()
    cloth.move(to: top)
    cloth.curve(
      to: Point(top.x + height * 0.56, top.y + height * 0.17),
      control1: Point(top.x + height * 0.18, top.y - height * 0.1),
      control2: Point(top.x + height * 0.36, top.y + height * 0.16))
    cloth.curve(
      to: Point(top.x, top.y + height * 0.36),
      control1: Point(top.x + height * 0.38, top.y + height * 0.3),
      control2: Point(top.x + height * 0.18, top.y + height * 0.22))
    cloth.close()
    fill(
      cloth,
      LinearGradient(
        from: top, to: Point(top.x + height * 0.56, top.y),
        colors: [color.mixed(with: .white, 0.18), color, color.mixed(with: Palette.ink, 0.2)]))
    fillCircle(center: top, radius: height * 0.05, Palette.brass)
  }
}
