import CMath
import Raster

/// The picture of both mountain cars.
struct ValleyScene {
  let state: MountainCar.State
  let goalPosition: Double
  let goalVelocity: Double
  /// The colour of the car.
  let paint: Color

  static let frame = Size(600, 400)

  /// Logical units to a unit of position, and of height: the valley is not distorted.
  private static let scale = 300.0
  /// The position at the left edge: a little beyond where the car can go.
  private static let leftmost = -1.3

  private var position: Double { state.position.drawable(upTo: 2) }
  private var velocity: Double { state.velocity.drawable(upTo: Valley.maximumSpeed) }

  func draw(on canvas: inout Canvas) {
    drawBackground(on: &canvas)
    drawGround(on: &canvas)
    drawPlants(on: &canvas)
    canvas.flag(at: Self.ground(at: goalPosition), height: 66)
    drawWall(on: &canvas)
    drawCar(on: &canvas)
    if state.position >= goalPosition, state.velocity >= goalVelocity {
      let foot = Self.ground(at: goalPosition)
      canvas.verdict(true, at: Point(foot.x - 24, foot.y - 84), in: Self.frame)
    }
    canvas.readings(
      [
        ("position", state.position.reading(decimals: 2)),
        ("velocity", state.velocity.reading(decimals: 3)),
      ], in: Self.frame, nameColor: Palette.sand, valueColor: Palette.paper)
  }

  /// The point of the frame for the ground at a position.
  private static func ground(at position: Double) -> Point {
    Point((position - leftmost) * scale, frame.height - 12 - Valley.height(at: position) * scale)
  }

  /// The angle of the ground, clockwise from the right.
  private static func slope(at position: Double) -> Double {
    palaestra_atan2(-1.35 * palaestra_cos(3 * position), 1)
  }

  private static func crest(lowered depth: Double = 0) -> [Point] {
    stride(from: leftmost - 0.06, through: leftmost + frame.width / scale + 0.06, by: 0.01).map { position in
      let point = ground(at: position)
      return Point(point.x, point.y + depth)
    }
  }
}

extension ValleyScene {
  private func drawBackground(on canvas: inout Canvas) {
    canvas.sky(Self.frame, horizon: 330, sun: Point(226, 92))
    canvas.cloud(at: Point(330, 70), width: 96, opacity: 0.75)
    canvas.cloud(at: Point(118, 128), width: 66, opacity: 0.6)
    canvas.hills(
      Self.frame, baseline: 206, relief: 46, phase: 2.4,
      colors: [Palette.farHills.mixed(with: Palette.skyMiddle, 0.35), Palette.skyMiddle])
    canvas.hills(
      Self.frame, baseline: 258, relief: 34, phase: 5.2, colors: [Palette.nearHills, Palette.lightGrass])
  }

  /// Grass over two layers of earth, which follow the slope ever less.
  private func drawGround(on canvas: inout Canvas) {
    let bottom = [
      Point(Self.frame.width + 20, Self.frame.height + 20), Point(-20, Self.frame.height + 20),
    ]
    canvas.fill(
      .polygon(Self.crest() + bottom),
      .vertical(from: 80, to: Self.frame.height, colors: [Palette.grass, Palette.darkGrass]))
    canvas.fill(
      .polygon(Self.crest(lowered: 17) + bottom),
      .vertical(from: 100, to: Self.frame.height, colors: [Palette.sand, Palette.earth]))
    canvas.fill(
      .polygon(Self.crest(lowered: 52).map { Point($0.x, $0.y + ($0.y - 240) * 0.05) } + bottom),
      .vertical(from: 140, to: Self.frame.height, colors: [Palette.earth, Palette.darkEarth]))
    canvas.polyline(Self.crest(lowered: 17), Palette.darkGrass.opacity(0.55), width: 3)
    canvas.polyline(Self.crest(lowered: 1.5), Palette.lightGrass, width: 4)
    for index in 0..<26 {
      let noise = TileNoise(index)
      let x = noise.value(0) * Self.frame.width
      let surface = Self.ground(at: Self.leftmost + x / Self.scale).y
      let y = surface + 30 + noise.value(1) * 120
      canvas.fillEllipse(
        center: Point(x, y), radiusX: 3 + 4 * noise.value(2), radiusY: 2 + 2 * noise.value(3),
        (noise.value(4) < 0.5 ? Palette.darkEarth : Palette.paper).opacity(0.22))
    }
  }

  private func drawPlants(on canvas: inout Canvas) {
    for (position, height) in [(-1.08, 46.0), (-0.99, 32), (0.22, 34), (0.62, 40)] {
      guard abs(position - goalPosition) > 0.06 else { continue }
      let foot = Self.ground(at: position)
      canvas.tree(at: Point(foot.x, foot.y + 3), height: height, hasShadow: false)
    }
    for index in 0..<44 {
      let noise = TileNoise(1000 + index)
      let foot = Self.ground(at: Self.leftmost + noise.value(0) * 2)
      for lean in [-2.5, 0.5, 3] {
        canvas.line(
          from: Point(foot.x + lean * 0.4, foot.y + 2), to: Point(foot.x + lean, foot.y - 3 - 3 * noise.value(1)),
          Palette.grass.mixed(with: Palette.darkGrass, 0.4), width: 1.1)
      }
    }
  }

  /// The stop at the left end of the valley, where the car loses its speed.
  private func drawWall(on canvas: inout Canvas) {
    let foot = Self.ground(at: Valley.minimumPosition - 0.085)
    canvas.fillEllipse(center: Point(foot.x - 4, foot.y - 2), radiusX: 20, radiusY: 17, Palette.rock)
    canvas.fillEllipse(
      center: Point(foot.x - 8, foot.y - 7), radiusX: 12, radiusY: 9, Palette.rock.mixed(with: .white, 0.25))
    canvas.fillEllipse(
      center: Point(foot.x + 13, foot.y + 6), radiusX: 9, radiusY: 7, Palette.rock.mixed(with: Palette.ink, 0.15))
  }
}

extension ValleyScene {
  private static let wheelRadius = 7.5

  private func drawCar(on canvas: inout Canvas) {
    let ground = Self.ground(at: position)
    canvas.withTransform(
      .translation(ground.x, ground.y).rotated(Self.slope(at: position))
    ) { canvas in
      drawDraught(on: &canvas)
      canvas.softShadow(center: Point(0, 1.5), radiusX: 30, radiusY: 4, opacity: 0.45)
      drawBody(on: &canvas)
      for x in [-14.5, 14.5] {
        canvas.withTransform(.translation(x, -Self.wheelRadius)) { drawWheel(on: &$0) }
      }
    }
  }

  /// Lines behind the car, longer the faster it goes.
  private func drawDraught(on canvas: inout Canvas) {
    let speed = velocity / Valley.maximumSpeed
    guard abs(speed) > 0.08 else { return }
    let back: Double = speed > 0 ? -1 : 1
    for (height, length) in [(-24.0, 0.7), (-16, 1), (-8, 0.8)] {
      let start = back * (31 + abs(height + 16) * 0.3)
      canvas.line(
        from: Point(start, height), to: Point(start + back * 46 * length * abs(speed), height),
        Color.white.opacity(0.25 + 0.5 * abs(speed)), width: 2)
    }
  }

  private func drawBody(on canvas: inout Canvas) {
    var cabin = Path()
    cabin.move(to: Point(-19, -19))
    cabin.curve(to: Point(-9, -32), control1: Point(-17, -28), control2: Point(-14, -32))
    cabin.line(to: Point(3, -32))
    cabin.curve(to: Point(16, -19), control1: Point(8, -32), control2: Point(12, -27))
    cabin.close()
    canvas.fill(cabin, paint.mixed(with: Palette.ink, 0.12))
    let glass = Palette.skyMiddle.mixed(with: .white, 0.35)
    canvas.fillPolygon([Point(-15.5, -20), Point(-9, -29.4), Point(-4, -29.4), Point(-4, -20)], glass)
    canvas.fillPolygon([Point(-1.6, -20), Point(-1.6, -29.4), Point(3, -29.4), Point(11.5, -20)], glass)
    canvas.fillPolygon(
      [Point(3.2, -20), Point(-0.4, -29.4), Point(2.4, -29.4), Point(6.2, -20)], Color.white.opacity(0.5))
    let hull = Rectangle(x: -27, y: -21, width: 54, height: 14)
    canvas.fill(
      .roundedRectangle(hull, cornerRadius: 6),
      .vertical(
        from: hull.minY, to: hull.maxY,
        colors: [paint.mixed(with: .white, 0.3), paint, paint.mixed(with: Palette.ink, 0.28)]))
    canvas.fillRoundedRectangle(
      Rectangle(x: 22, y: -18, width: 5, height: 5), cornerRadius: 2, Palette.sun)
    canvas.fillRoundedRectangle(
      Rectangle(x: -27, y: -18, width: 4, height: 5), cornerRadius: 2, Palette.gold.mixed(with: Palette.coral, 0.7))
    canvas.line(from: Point(-1, -18), to: Point(-1, -9), Palette.ink.opacity(0.22), width: 1)
  }

  private func drawWheel(on canvas: inout Canvas) {
    let radius = Self.wheelRadius
    canvas.fillCircle(center: Point(0, -0.5), radius: radius + 1.4, Palette.ink.opacity(0.3))
    canvas.withTransform(.rotation(position * Self.scale / radius)) { canvas in
      canvas.fillCircle(center: .zero, radius: radius, Palette.tyre)
      canvas.fillCircle(center: .zero, radius: radius * 0.6, Palette.paper.mixed(with: Palette.rail, 0.2))
      canvas.line(from: Point(-3.8, 0), to: Point(3.8, 0), Palette.rail, width: 1.4)
      canvas.line(from: Point(0, -3.8), to: Point(0, 3.8), Palette.rail, width: 1.4)
    }
  }
}
