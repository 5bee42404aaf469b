import CMath
import Raster

/// A meadow seen from above, on which a robot walks.
struct MeadowScene {
  /// The largest coordinate that is shown to either side.
  let reach: Double

  static let frame = Size(520, 560)
  private static let middle = Point(260, 286)
  private static let half = 236.0

  init(reach: Double) { self.reach = max(reach, 1e-3) }

  /// The point of the frame that shows a place; far off, one at its edge.
  func point(_ place: SIMD2<Double>) -> Point {
    let scale = Self.half / reach
    return Point(
      Self.middle.x + (place.x * scale).drawable(upTo: 1e4), Self.middle.y - (place.y * scale).drawable(upTo: 1e4))
  }

  /// Draws grass in mown stripes, with the square that goals lie in.
  func drawMeadow(square: Double?, on canvas: inout Canvas) {
    let frame = Self.frame
    canvas.fillRectangle(.band(of: frame), Palette.grass)
    for index in 0..<10 where index % 2 == 0 {
      let top = -20 + Double(index) * 60
      canvas.fillRectangle(.band(of: frame, from: top, to: top + 60), Palette.lightGrass.opacity(0.45))
    }
    for index in 0..<150 { drawTuft(TileNoise(1200 + index), on: &canvas) }
    canvas.fillRectangle(
      .band(of: frame, from: frame.height - 36), Palette.darkGrass.mixed(with: Palette.ink, 0.25))
    guard let square, square > 0 else { return }
    let (corner, other) = (point(SIMD2(-square, square)), point(SIMD2(square, -square)))
    let field = Rectangle(x: corner.x, y: corner.y, width: other.x - corner.x, height: other.y - corner.y)
    canvas.stroke(.roundedRectangle(field, cornerRadius: 6), Palette.paper.opacity(0.6), width: 3)
  }

  private func drawTuft(_ noise: TileNoise, on canvas: inout Canvas) {
    let foot = Point(noise.value(0) * Self.frame.width, noise.value(1) * (Self.frame.height - 40))
    let color = noise.value(2) < 0.5 ? Palette.darkGrass.opacity(0.45) : Palette.lightGrass.opacity(0.8)
    for lean in [-3.0, 0, 3] {
      canvas.line(from: foot, to: Point(foot.x + lean, foot.y - noise.value(3, in: 4...7)), color, width: 1.4)
    }
    guard noise.value(4) < 0.14 else { return }
    canvas.fillCircle(center: Point(foot.x, foot.y - 6), radius: 2.4, Palette.paper)
    canvas.fillCircle(center: Point(foot.x, foot.y - 6), radius: 1, Palette.gold)
  }

  /// Draws where the robot has been.
  func drawPath(_ places: [SIMD2<Double>], on canvas: inout Canvas) {
    let points = places.map(point)
    if points.count > 1 { canvas.polyline(points, Palette.earth.opacity(0.55), width: 7) }
    for place in points.dropLast() { canvas.fillCircle(center: place, radius: 2.6, Palette.darkEarth.opacity(0.8)) }
  }

  /// Draws a flag whose foot is at a place.
  func drawFlag(at place: SIMD2<Double>, color: Color, isRaised: Bool = true, on canvas: inout Canvas) {
    let foot = point(place)
    canvas.softShadow(center: foot, radiusX: 15, radiusY: 6, opacity: 0.6)
    canvas.fillEllipse(center: foot, radiusX: 6, radiusY: 3, Palette.darkEarth)
    canvas.line(from: foot, to: Point(foot.x, foot.y - 44), Palette.paper, width: 3)
    let top = foot.y - (isRaised ? 43 : 24)
    var cloth = Path()
    cloth.move(to: Point(foot.x + 1, top))
    cloth.curve(
      to: Point(foot.x + 30, top + 9), control1: Point(foot.x + 12, top - 5), control2: Point(foot.x + 20, top + 9))
    cloth.curve(
      to: Point(foot.x + 1, top + 18), control1: Point(foot.x + 20, top + 14),
      control2: Point(foot.x + 12, top + 12))
    cloth.close()
    canvas.fill(cloth, .vertical(from: top, to: top + 18, colors: [color.mixed(with: .white, 0.2), color]))
  }

  /// Draws the robot, which looks where it came to.
  func drawRobot(at place: SIMD2<Double>, lastPlace: SIMD2<Double>?, on canvas: inout Canvas) {
    let (frame, free) = (Self.frame, point(place))
    let center = Point(min(max(free.x, 16), frame.width - 16), min(max(free.y, 16), frame.height - 52))
    let way = place - (lastPlace ?? place)
    let angle = way == .zero || way.length.isNaN ? -.pi / 2 : palaestra_atan2(-way.y, way.x)
    canvas.softShadow(center: Point(center.x + 2, center.y + 5), radiusX: 22, radiusY: 20, opacity: 0.6)
    canvas.withTransform(.translation(center.x, center.y).rotated(angle)) { canvas in
      for side in [-1.0, 1.0] {
        canvas.fillRoundedRectangle(
          Rectangle(x: -9, y: side * 12 - 4, width: 18, height: 8), cornerRadius: 3, Palette.tyre)
      }
      canvas.fillCircle(center: .zero, radius: 14, Palette.teal.mixed(with: Palette.ink, 0.4))
      canvas.fillCircle(
        center: .zero, radius: 12.6, RadialGradient(colors: [Palette.teal.mixed(with: .white, 0.4), Palette.teal]))
      canvas.fillPolygon([Point(11, 0), Point(2, -6), Point(2, 6)], Palette.paper)
      canvas.bolt(center: Point(-5, 0), radius: 3.2)
    }
  }
}
