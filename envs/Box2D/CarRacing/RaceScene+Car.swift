import CMath
import Physics2D
import Raster
import Spans

extension RaceScene {
  /// The car's shapes as points, for drawing.
  private static let hullPoints = CarShape.hull.map { $0.map { Point(Double($0.x), Double($0.y)) } }

  /// Draws wheels and hull.
  func drawCar(on canvas: inout Canvas) {
    canvas.withTransform(camera) { canvas in
      canvas.fillPolygons(.black) { polygons in
        for index in 0..<4 { addWheel(index, from: 1, to: -1, to: &polygons) }
      }
      canvas.fillPolygons(Color(0x4D4D4D)) { polygons in
        for index in 0..<4 { addStripe(ofWheel: index, to: &polygons) }
      }
    }
    canvas.withTransform(camera.concatenating(Self.placement(of: car.hull))) { canvas in
      canvas.fillPolygons(Color(0xCC0000)) { polygons in
        // By index: iterators over arrays of arrays allocate without optimization.
        for index in Self.hullPoints.indices { Self.hullPoints[index].withSpan { polygons.add($0) } }
      }
    }
  }

  /// From the coordinates of a body to those of the field.
  static func placement(of body: BodyMotion) -> Transform2D {
    .translation(Double(body.position.x), Double(body.position.y)).rotated(Double(body.angle))
  }

  /// Adds a wheel's tread between two parts of its half length, the first one farther ahead.
  private func addWheel(_ index: Int, from front: Double, to rear: Double, to polygons: inout PolygonCollector) {
    let place = Self.placement(of: car.wheels[index].motion)
    let (x, front, rear) = (Wheel.halfWidth, front * Wheel.radius, rear * Wheel.radius)
    polygons.add(
      place.apply(to: Point(-x, front)), place.apply(to: Point(x, front)), place.apply(to: Point(x, rear)),
      place.apply(to: Point(-x, rear)))
  }

  /// Adds the light stripe across a tread, where it is on the upper side of the wheel, so that one sees it spin.
  private func addStripe(ofWheel index: Int, to polygons: inout PolygonCollector) {
    let phase = car.wheels[index].phase.drawable()
    let (first, second) = (palaestra_sincos(phase), palaestra_sincos(phase + 1.2))
    if first.sine > 0, second.sine > 0 { return }
    func edge(_ angle: palaestra_sine_cosine) -> Double {
      angle.sine > 0 ? (angle.cosine > 0 ? 1 : -1) : angle.cosine
    }
    let (front, rear) = (edge(first), edge(second))
    addWheel(index, from: max(front, rear), to: min(front, rear), to: &polygons)
  }
}
