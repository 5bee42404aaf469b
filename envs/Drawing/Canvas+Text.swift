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

  /// Draws names and values in one line, such as `position +0.31 m`, in the lower right corner of a frame.
  mutating func readings(
    _ readings: [(name: String, value: String)], in frame: Size, nameColor: Color = Palette.mutedInk,
    valueColor: Color = Palette.ink
  ) {
    guard fonts != nil else { return }
    var x = frame.width - 16
    let y = frame.height - 17
    for (name, value) in readings.reversed() {
      label(value, at: Point(x, y), size: 12, weight: .semiBold, color: valueColor, alignment: .trailing)
      x -= measure(value, size: 12, weight: .semiBold, tabularDigits: true).width + 6
      label(name, at: Point(x, y), size: 12, color: nameColor, alignment: .trailing)
      x -= measure(name, size: 12, tabularDigits: true).width + 18
    }
  }
}
