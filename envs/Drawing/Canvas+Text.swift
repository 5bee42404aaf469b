import Raster

extension Canvas {
  /// Draws a text where the canvas has fonts, and nothing where it has none: pixel observations do without.
  mutating func label(
    _ text: String, at point: Point, size: Double, weight: FontWeight = .regular, color: Color = Palette.mutedInk,
    alignment: TextAlignment = .center, baseline: TextBaseline = .middle
  ) {
    guard fonts != nil else { return }
    drawText(
      text, at: point, size: size, weight: weight, color: color, alignment: alignment, baseline: baseline,
      tabularDigits: true)
  }

  /// Draws names and values in one line from the upper left, such as `position 0.31 m`.
  mutating func readings(_ readings: [(name: String, value: String)], at point: Point) {
    guard fonts != nil else { return }
    var x = point.x
    for (name, value) in readings {
      label(name, at: Point(x, point.y), size: 12, alignment: .leading)
      x += measure(name, size: 12).width + 6
      label(value, at: Point(x, point.y), size: 12, weight: .semiBold, color: Palette.ink, alignment: .leading)
      // A fixed step, so that the next reading stays in place while this one's digits change.
      x += 78
    }
  }
}
