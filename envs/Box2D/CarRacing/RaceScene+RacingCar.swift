import Raster
import Spans

/// The car as one watches it: the outline of the physics, painted.
extension RaceScene {
  func drawRacingCar(on canvas: inout Canvas) {
    for index in 0..<4 {
      canvas.withTransform(Self.placement(of: car.wheels[index].motion)) { drawWheel(index, on: &$0) }
    }
    canvas.withTransform(Self.placement(of: car.hull).scaled(CarShape.scale)) { canvas in
      canvas.withTransform(.translation(7, -9)) { Self.drawOutline(Palette.ink.opacity(0.22), on: &$0) }
      drawHull(on: &canvas)
    }
  }

  /// A tyre whose tread runs.
  private func drawWheel(_ index: Int, on canvas: inout Canvas) {
    let (x, y) = (Wheel.halfWidth, Wheel.radius)
    let tyre = Rectangle(x: -x, y: -y, width: 2 * x, height: 2 * y)
    canvas.fillRoundedRectangle(tyre, cornerRadius: 0.09, Palette.tyre.mixed(with: Palette.ink, 0.5))
    do {
      let gap = 2 * y / 3
      let roll = (car.wheels[index].phase.drawable() * Wheel.radius).truncatingRemainder(dividingBy: gap)
      for row in -2...2 {
        let place = Double(row) * gap + roll
        guard abs(place) < y - 0.05 else { continue }
        canvas.fillRectangle(
          Rectangle(x: -x * 0.8, y: place - 0.05, width: x * 1.6, height: 0.1), Palette.rail.opacity(0.9))
      }
    }
  }

  private static func drawOutline(_ color: Color, on canvas: inout Canvas) {
    canvas.fillPolygons(color) { polygons in
      for polygon in CarShape.hull {
        let corners = polygon.map { Point(Double($0.x) / CarShape.scale, Double($0.y) / CarShape.scale) }
        corners.withSpan { polygons.add($0) }
      }
    }
  }

  /// Axles, wings, body, cockpit and lights, in the hull's own coordinates: y forward, 50 to a unit.
  private func drawHull(on canvas: inout Canvas) {
    for y in [80.0, -82] {
      canvas.line(from: Point(-55, y), to: Point(55, y), Palette.tyre, width: 7, cap: .butt)
    }
    Self.drawOutline(Palette.coral, on: &canvas)
    let dark = Palette.coral.mixed(with: Palette.ink, 0.35)
    canvas.fillRectangle(Rectangle(x: -60, y: 110, width: 120, height: 7), dark)
    canvas.fillPolygon([Point(-5, 120), Point(5, 120), Point(7, 20), Point(-7, 20)], Palette.paper)
    canvas.fillPolygon(
      [Point(-46, -12), Point(-46, -38), Point(-26, -74), Point(-20, -74), Point(-20, -12)], dark.opacity(0.55))
    canvas.fillPolygon(
      [Point(46, -12), Point(46, -38), Point(26, -74), Point(20, -74), Point(20, -12)], dark.opacity(0.55))
    canvas.fillEllipse(center: Point(0, -16), radiusX: 17, radiusY: 30, Palette.ink)
    canvas.fillCircle(center: Point(0, -18), radius: 12.5, Palette.gold)
    canvas.fillEllipse(center: Point(0, -10), radiusX: 9, radiusY: 4.5, Palette.tyre)
    canvas.fillRectangle(Rectangle(x: -50, y: -120, width: 100, height: 12), dark)
    let isBraking = car.wheels[0].brake > 0
    for x in [-40.0, 40] {
      canvas.fillCircle(
        center: Point(x, -117), radius: 6.5, isBraking ? Palette.sun : dark.mixed(with: Palette.ink, 0.3))
      if isBraking { canvas.glow(center: Point(x, -121), radius: 34, color: Palette.coral, opacity: 0.8) }
    }
  }
}
