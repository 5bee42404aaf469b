import CMath
import Raster

extension Canvas {
  /// Draws an arrow around `center` for a torque.
  ///
  /// - Parameter fraction: The torque as a part of its maximum; positive turns counterclockwise.
  mutating func torqueArrow(center: Point, radius: Double, fraction: Double, width: Double = 6) {
    guard abs(fraction) > 0.02 else { return }
    let color = fraction > 0 ? Palette.teal : Palette.amber
    let sweep = -min(max(fraction, -1), 1) * 1.45 * .pi
    let start = -.pi / 2.0
    arc(center: center, radius: radius, from: start, by: sweep, color, width: width)
    let end = start + sweep
    let tip = Point(center.x + radius * palaestra_cos(end), center.y + radius * palaestra_sin(end))
    let side = sweep < 0 ? -1.0 : 1
    withTransform(.translation(tip.x, tip.y).rotated(end).scaled(1, side)) { canvas in
      var head = Path()
      head.move(to: Point(-width * 1.35, -width * 0.2))
      head.line(to: Point(width * 1.35, -width * 0.2))
      head.line(to: Point(-width * 0.1, width * 2))
      head.close()
      canvas.fill(head, color)
      canvas.stroke(head, color, width: width * 0.3)
    }
  }
}
