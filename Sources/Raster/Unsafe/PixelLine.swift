/// A row of a canvas, onto which pixels inside the canvas's bounds are laid; it goes past bounds checks.
struct PixelLine<S: Shader> {
  let start: Int
  let row: Int
  let shader: S

  /// Lays a run of pixels, from `first` up to before `end`.
  @inline(__always)
  func cover(_ pixels: inout MutableSpan<Color>, _ first: Int, _ end: Int, _ coverage: Float) {
    guard shader.isConstantAlongRows else {
      for x in first..<end { cover(&pixels, x, coverage) }
      return
    }
    let color = shader.color(x: first, y: row)
    let amount = PixelLine.amount(coverage, color)
    var x = first
    while x < end {
      let pixel = start &+ x
      pixels[unchecked: pixel] =
        amount == 255 ? color : pixels[unchecked: pixel].covered(by: color.packed, amount)
      x &+= 1
    }
  }

  /// Lays one pixel.
  @inline(__always)
  func cover(_ pixels: inout MutableSpan<Color>, _ x: Int, _ coverage: Float) {
    let color = shader.color(x: x, y: row)
    let pixel = start &+ x
    let amount = PixelLine.amount(coverage, color)
    pixels[unchecked: pixel] = pixels[unchecked: pixel].covered(by: color.packed, amount)
  }

  /// Returns the coverage times the colour's alpha, rounded to 0...255.
  ///
  /// Above 2²³ a float has no fraction: adding that rounds, and the sum's lowest bits are the integer.
  @inline(__always)
  private static func amount(_ coverage: Float, _ color: Color) -> UInt32 {
    (coverage * Float(color.alpha) + 0x1p23).bitPattern & 0xFF
  }
}
