import CMath
import Raster

extension Pendulum: Drawable {
  /// 500 by 500, as in Gymnasium.
  public var frameSize: Size { Size(500, 500) }

  /// Draws the rod before a dial, with an arrow for the torque and the rod's last moments as shadows.
  public func draw(on canvas: inout Canvas) {
    PendulumScene(
      configuration: configuration, state: state, torque: Double(lastTorque), frame: frameSize
    ).draw(on: &canvas)
  }
}

extension Pendulum: Watchable {}

private struct PendulumScene {
  let configuration: Pendulum.Configuration
  let state: Pendulum.State
  let torque: Double
  let frame: Size

  private var angle: Double { state.angle.drawable() }
  private let pivot = Point(250, 248)
  private var length: Double { min(max(150 * configuration.length, 40), 196) }
  private var width: Double { min(max(26 * configuration.mass.cubeRoot, 14), 46) }

  func draw(on canvas: inout Canvas) {
    canvas.fillRectangle(
      .band(of: frame),
      .vertical(from: 0, to: frame.height, colors: [Palette.skyTop, Palette.skyMiddle, Palette.skyBottom]))
    drawDial(on: &canvas)
    drawMotion(on: &canvas)
    drawRod(on: &canvas)
    canvas.torqueArrow(center: pivot, radius: 44, fraction: (torque / configuration.maximumTorque).drawable())
    canvas.bolt(center: pivot, radius: 13)
    canvas.readings(
      [
        ("angle", (Pendulum.wrapped(state.angle) * 180 / .pi).reading(decimals: 0, unit: "°")),
        ("speed", state.angularVelocity.reading(decimals: 1)),
        ("torque", torque.reading(decimals: 2)),
      ], in: frame)
  }

  /// The rod's direction on the screen, clockwise from the right, when it stands at `angle` from upright.
  private func direction(_ angle: Double) -> Double { -.pi / 2 - angle }

  private func drawDial(on canvas: inout Canvas) {
    let radius = length + width / 2 + 18
    canvas.softShadow(
      center: Point(pivot.x, pivot.y + 10), radiusX: radius + 30, radiusY: radius + 30, opacity: 0.7)
    canvas.fillCircle(center: pivot, radius: radius, Palette.paper)
    canvas.strokeCircle(center: pivot, radius: radius, Palette.mutedInk.opacity(0.22), width: 2)
    for index in 0..<24 where index != 0 {
      let isLong = index % 6 == 0
      canvas.withTransform(.translation(pivot.x, pivot.y).rotated(Double(index) * .pi / 12)) { canvas in
        canvas.line(
          from: Point(0, -radius + 6), to: Point(0, -radius + (isLong ? 14 : 10)),
          Palette.mutedInk.opacity(isLong ? 0.6 : 0.3), width: isLong ? 2 : 1.4)
      }
    }
    let top = Point(pivot.x, pivot.y - radius)
    canvas.fillPolygon(
      [Point(top.x, top.y + 17), Point(top.x - 8, top.y + 3), Point(top.x + 8, top.y + 3)], Palette.coral)
  }

  /// The rod as it stood a moment ago, by its present speed.
  private func drawMotion(on canvas: inout Canvas) {
    let count = 7
    let sweep = state.angularVelocity.drawable(upTo: 12) * 0.11
    guard abs(sweep) > 0.02 else { return }
    for index in 1...count {
      let past = angle - sweep * Double(index) / Double(count)
      let tip = direction(past)
      canvas.line(
        from: pivot,
        to: Point(pivot.x + length * palaestra_cos(tip), pivot.y + length * palaestra_sin(tip)),
        Palette.coral.opacity(0.11 * (1 - Double(index) / Double(count + 1))), width: width)
    }
  }

  private func drawRod(on canvas: inout Canvas) {
    let angle = direction(angle)
    canvas.withTransform(.translation(4, 8)) { canvas in
      canvas.line(
        from: pivot,
        to: Point(pivot.x + length * palaestra_cos(angle), pivot.y + length * palaestra_sin(angle)),
        Palette.ink.opacity(0.14), width: width)
    }
    canvas.rod(from: pivot, angle: angle, length: length, width: width, color: Palette.coral)
    canvas.withTransform(.translation(pivot.x, pivot.y).rotated(angle)) { canvas in
      canvas.fillCircle(center: Point(length, 0), radius: width * 0.22, Palette.paper.opacity(0.85))
    }
  }
}
