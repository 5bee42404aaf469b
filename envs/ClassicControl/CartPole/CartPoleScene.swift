import CMath
import Raster
import Simulation

struct CartPoleScene {
  /// The limits of cart and pole, beyond which an episode ends.
  struct Limits {
    let position: Double
    let angle: Double

    /// The outcome: off the track, fallen over, or up to the end; `nil` while the episode goes on.
    func ending(of state: CartPole.State, after status: EpisodeStatus) -> EpisodeEnding? {
      switch status {
      case .running: nil
      case .terminated:
        abs(state.position) > position
          ? EpisodeEnding("Off the track", .failure) : EpisodeEnding("Fell over", .failure)
      case .truncated: EpisodeEnding("Up to the end", .success)
      }
    }
  }

  let cartMass: Double
  let poleMass: Double
  let halfPoleLength: Double
  let state: CartPole.State
  /// The limits that end an episode, if any do; without, the rail is so high that the pole can hang.
  let limits: Limits?
  /// The distance from the centre at which stops hold the cart, if there are any.
  var stop: Double?

  static let frame = Size(600, 400)
  private var frame: Size { Self.frame }
  private var railTop: Double { limits == nil ? 212 : 300 }
  private let ground = 332.0
  private let wheelRadius = 11.0

  /// Logical units to a metre.
  private var scale: Double { (halfTrack / end).drawable(upTo: 1e12) }
  /// The end of the track, in metres: at stops, or where the cart must not go.
  private var end: Double { stop ?? limits?.position ?? 1 }
  /// Half the track's length, in logical units.
  private var halfTrack: Double {
    stop == nil ? frame.width / 2.24 : frame.width / 2 - cartWidth / 2 - 20
  }
  private var cartX: Double { x(of: state.position).drawable() }
  private var angle: Double { state.angle.drawable() }
  private var poleLength: Double { min(max(2 * halfPoleLength * scale, 30), limits == nil ? 148 : 225) }
  // The volume of a body of the same density: a cart of eight times the mass is twice as long.
  private var cartWidth: Double { min(max(78 * cartMass.cubeRoot, 46), 130) }
  private var cart: Rectangle {
    Rectangle(x: cartX - cartWidth / 2, y: railTop - wheelRadius - 32, width: cartWidth, height: 30)
  }
  private var pivot: Point { Point(cartX, cart.minY + 1) }
  private var poleWidth: Double { min(max(11 * (poleMass / 0.1).cubeRoot, 6), 22) }

  func draw(on canvas: inout Canvas) {
    drawLandscape(on: &canvas)
    if let limits { drawFan(limits.angle, on: &canvas) }
    drawTrack(on: &canvas)
    if let limits { drawEnds(limits.position, on: &canvas) }
    if let stop { drawStops(at: stop, on: &canvas) }
    drawScale(on: &canvas)
    drawCart(on: &canvas)
    drawPole(on: &canvas)
    drawVerdict(on: &canvas)
    canvas.readings(
      [
        ("position", state.position.reading(decimals: 2, unit: " m")),
        ("angle", (shownAngle * 180 / .pi).reading(decimals: 1, unit: "°")),
      ], in: frame, nameColor: Palette.darkEarth)
  }

  /// The angle, of a pole that may turn around from -π to π.
  private var shownAngle: Double {
    limits == nil ? palaestra_atan2(palaestra_sin(state.angle), palaestra_cos(state.angle)) : state.angle
  }

  /// The x coordinate in the frame, by parts of the track's length, which can be shorter or longer than any number of
  /// logical units to a metre.
  private func x(of position: Double) -> Double { frame.width / 2 + position / end * halfTrack }

  private func drawLandscape(on canvas: inout Canvas) {
    canvas.sky(frame, horizon: 310, sun: Point(486, 92))
    canvas.cloud(at: Point(120, 92), width: 104, opacity: 0.7)
    canvas.cloud(at: Point(352, 62), width: 70, opacity: 0.55)
    canvas.hills(
      frame, baseline: 262, relief: 30, phase: 0.6,
      colors: [Palette.farHills, Palette.skyMiddle.mixed(with: Palette.farHills, 0.35)])
    canvas.hills(
      frame, baseline: 290, relief: 18, phase: 3.1, colors: [Palette.nearHills, Palette.grass])
    canvas.fillRectangle(
      .band(of: frame, from: 318),
      .vertical(from: 318, to: frame.height, colors: [Palette.sand, Palette.darkSand]))
    canvas.fillRectangle(
      .band(of: frame, from: 316, to: 320), Palette.grass.mixed(with: Palette.darkGrass, 0.4))
  }
}

extension CartPoleScene {
  /// A cross over what has gone too far.
  private func drawVerdict(on canvas: inout Canvas) {
    guard let limits, abs(state.position) > limits.position || abs(state.angle) > limits.angle else { return }
    let above = abs(state.position) > limits.position ? pivot.y + 15 : pivot.y - poleLength - 44
    canvas.verdict(false, at: Point(cartX, above), in: frame)
  }

  /// The fan in which the pole must stay.
  private func drawFan(_ limit: Double, on canvas: inout Canvas) {
    let limit = min(limit, .pi)
    let radius = poleLength + 20
    let hasFallen = abs(angle) > limit
    let color = hasFallen ? Palette.coral : Palette.mutedInk
    var fan = Path()
    fan.move(to: pivot)
    fan.arc(center: pivot, radius: radius, from: -.pi / 2 - limit, by: 2 * limit)
    fan.close()
    canvas.fill(fan, (hasFallen ? color : .white).opacity(hasFallen ? 0.14 : 0.3))
    canvas.arc(
      center: pivot, radius: radius, from: -.pi / 2 - limit, by: 2 * limit, color.opacity(0.75), width: 1.6)
    for side in [-limit, limit, 0] {
      let tick = side == 0 ? 4.0 : 7.0
      let (sine, cosine) = (palaestra_sin(side), palaestra_cos(side))
      canvas.line(
        from: Point(pivot.x + (radius - tick) * sine, pivot.y - (radius - tick) * cosine),
        to: Point(pivot.x + (radius + tick) * sine, pivot.y - (radius + tick) * cosine),
        color.opacity(0.75), width: 1.6)
    }
  }

  private func drawTrack(on canvas: inout Canvas) {
    for post in -4...4 {
      let position = frame.width / 2 + Double(post) / 4 * halfTrack
      let height = ground - railTop - 6
      canvas.fillRectangle(Rectangle(x: position - 4, y: railTop + 6, width: 8, height: height), Palette.darkWood)
      canvas.fillRectangle(Rectangle(x: position - 4, y: railTop + 6, width: 3, height: height), Palette.wood)
    }
    canvas.softShadow(
      center: Point(frame.width / 2, ground + 1), radiusX: frame.width * 0.52, radiusY: 7, opacity: 0.2)
    let rail = Rectangle.band(of: frame, from: railTop, to: railTop + 9)
    canvas.fillRectangle(
      rail,
      .vertical(
        from: rail.minY, to: rail.maxY, colors: [Palette.rail.mixed(with: .white, 0.5), Palette.rail, Palette.ink]))
  }

  /// Marks where the cart must not go.
  private func drawEnds(_ position: Double, on canvas: inout Canvas) {
    for end in [x(of: -position), x(of: position)] {
      let outside =
        end < frame.width / 2
        ? Rectangle(x: -20, y: railTop, width: end + 20, height: 9)
        : Rectangle(x: end, y: railTop, width: frame.width - end + 20, height: 9)
      canvas.fillRectangle(outside, Palette.coral.opacity(0.8))
      canvas.line(from: Point(end, railTop + 9), to: Point(end, railTop - 50), Palette.paper, width: 4)
      canvas.line(from: Point(end, railTop + 9), to: Point(end, railTop - 50), Palette.coral, width: 2.4)
      canvas.fillCircle(center: Point(end, railTop - 52), radius: 5, Palette.coral)
    }
  }

  /// Blocks with buffers, which the cart's sides touch when it stands at a stop.
  private func drawStops(at position: Double, on canvas: inout Canvas) {
    for side in [-1.0, 1.0] {
      let face = x(of: side * position) + side * cartWidth / 2
      canvas.withTransform(.translation(face, railTop).scaled(side, 1)) { canvas in
        let block = Rectangle(x: 8, y: -42, width: 26, height: 51)
        canvas.fill(
          .roundedRectangle(block, cornerRadius: 4),
          .vertical(
            from: block.minY, to: block.maxY, colors: [Palette.lightWood, Palette.wood, Palette.darkWood]))
        canvas.fillRectangle(Rectangle(x: 3, y: -30, width: 6, height: 8), Palette.rail)
        canvas.fillRoundedRectangle(Rectangle(x: 0, y: -34, width: 4.5, height: 16), cornerRadius: 2, Palette.tyre)
        for bolt in [-32.0, -2] { canvas.bolt(center: Point(15, bolt), radius: 3, color: Palette.rail) }
      }
    }
  }

  /// Metres below the track: as many marks as stay readable.
  private func drawScale(on canvas: inout Canvas) {
    let step = max(1, (60 / scale).rounded(.up))
    guard step < 1e9 else { return }
    let count = Int((limits?.position ?? stop ?? 1) / step)
    for index in -count...count {
      let position = Double(index) * step
      let text = index == 0 ? "0" : (position < 0 ? "−" : "") + "\(Int(abs(position)))"
      canvas.line(
        from: Point(x(of: position), ground + 6), to: Point(x(of: position), ground + 12),
        Palette.darkEarth.opacity(0.55), width: 1.5)
      canvas.label(
        text + (index == count ? " m" : ""), at: Point(x(of: position), ground + 23), size: 11,
        color: Palette.darkEarth)
    }
  }

  private func drawCart(on canvas: inout Canvas) {
    let cart = cart
    canvas.softShadow(center: Point(cartX, railTop + 2), radiusX: cart.width * 0.56, radiusY: 4, opacity: 0.35)
    let body = Path.roundedRectangle(cart, cornerRadius: 8)
    canvas.fill(
      body,
      .vertical(
        from: cart.minY, to: cart.maxY,
        colors: [
          Palette.coral.mixed(with: .white, 0.25), Palette.coral, Palette.coral.mixed(with: Palette.ink, 0.25),
        ]))
    canvas.fillRoundedRectangle(
      Rectangle(x: cart.minX + 6, y: cart.minY + 4, width: cart.width - 12, height: 4), cornerRadius: 2,
      Color.white.opacity(0.35))
    canvas.fillRectangle(
      Rectangle(x: cart.minX, y: cart.minY + 19, width: cart.width, height: 3), Palette.paper.opacity(0.85))
    for side in [-1.0, 1.0] {
      drawWheel(center: Point(cartX + side * (cart.width / 2 - 16), railTop - wheelRadius), on: &canvas)
    }
  }

  private func drawWheel(center: Point, on canvas: inout Canvas) {
    canvas.withTransform(
      .translation(center.x, center.y).rotated(cartX / wheelRadius)
    ) { canvas in
      canvas.fillCircle(center: .zero, radius: wheelRadius, Palette.tyre)
      canvas.fillCircle(center: .zero, radius: wheelRadius - 3.4, Palette.paper.mixed(with: Palette.rail, 0.2))
      for spoke in 0..<3 {
        canvas.withTransform(.rotation(Double(spoke) * .pi / 3)) { canvas in
          canvas.line(from: Point(-7, 0), to: Point(7, 0), Palette.rail, width: 1.6)
        }
      }
      canvas.fillCircle(center: .zero, radius: 2.4, Palette.rail)
    }
  }

  private func drawPole(on canvas: inout Canvas) {
    let width = poleWidth
    let angle = angle - .pi / 2
    canvas.rod(from: pivot, angle: angle, length: poleLength - width / 2, width: width, color: Palette.wood)
    canvas.withTransform(.translation(pivot.x, pivot.y).rotated(angle)) { canvas in
      let tip = Rectangle(x: poleLength - 20, y: -width / 2, width: 5, height: width)
      canvas.fillRectangle(tip, Palette.paper.opacity(0.9))
      canvas.line(
        from: Point(width, -width * 0.15), to: Point(poleLength - 26, -width * 0.15),
        Palette.lightWood.opacity(0.55), width: width * 0.16)
    }
    canvas.bolt(center: pivot, radius: max(width * 0.72, 7))
  }
}
