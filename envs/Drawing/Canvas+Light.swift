import Raster

extension Canvas {
  /// Darkens the ground below a thing, softer towards the edge.
  mutating func softShadow(
    center: Point, radiusX: Double, radiusY: Double, color: Color = Palette.ink, opacity: Double = 0.28
  ) {
    let dark = color.opacity(opacity)
    fillEllipse(
      center: center, radiusX: radiusX, radiusY: radiusY,
      RadialGradient(colors: [dark, dark.opacity(0.85), dark.opacity(0.4), dark.opacity(0)]))
  }

  /// Darkens what lies around and below an upright thing with rounded corners.
  mutating func softShadow(
    below rectangle: Rectangle, cornerRadius: Double, offset: Double = 3, spread: Double = 5, opacity: Double = 0.25
  ) {
    let layers = 5
    var base = rectangle
    base.y += offset
    for layer in 0..<layers {
      let grow = spread * (1 - 2 * Double(layer) / Double(layers))
      fillRoundedRectangle(
        base.inset(by: -grow), cornerRadius: cornerRadius + max(grow, 0),
        Palette.ink.opacity(opacity / Double(layers)))
    }
  }

  /// Brightens a round area, more towards the middle.
  mutating func glow(center: Point, radius: Double, color: Color, opacity: Double) {
    let bright = color.opacity(opacity)
    fillCircle(
      center: center, radius: radius,
      RadialGradient(colors: [bright, bright.opacity(0.5), bright.opacity(0.17), color.opacity(0)]))
  }

  /// Draws a straight round rod that starts at `start` and points along `angle`, clockwise from the right.
  mutating func rod(from start: Point, angle: Double, length: Double, width: Double, color: Color) {
    let light = color.mixed(with: .white, 0.38)
    let dark = color.mixed(with: Palette.ink, 0.34)
    withTransform(.translation(start.x, start.y).rotated(angle)) { canvas in
      let body = Rectangle(x: -width / 2, y: -width / 2, width: length + width, height: width)
      canvas.fill(
        .roundedRectangle(body, cornerRadius: width / 2),
        .vertical(from: -width / 2, to: width / 2, colors: [dark, color, light, color, dark]))
    }
  }

  /// Draws the head of a bolt, as on a joint or an axle.
  mutating func bolt(center: Point, radius: Double, color: Color = Palette.brass) {
    fillCircle(center: center, radius: radius, color.mixed(with: Palette.ink, 0.55))
    fillCircle(center: center, radius: radius * 0.8, color)
    fillCircle(
      center: Point(center.x - radius * 0.22, center.y - radius * 0.25), radius: radius * 0.32,
      color.mixed(with: .white, 0.65))
  }
}
