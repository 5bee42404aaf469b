import CMath
import Raster

extension Point {
  /// The point at an angle, clockwise from the right, on a circle.
  static func onCircle(center: Point = .zero, radius: Double, angle: Double) -> Point {
    Point(center.x + radius * palaestra_cos(angle), center.y + radius * palaestra_sin(angle))
  }
}
