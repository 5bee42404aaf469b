import CMath
import Physics2D
import Raster

extension WalkerScene {
  /// The map from a body's own coordinates, in logical units and y upwards, to the frame.
  private func place(_ body: BodyMotion) -> Transform2D {
    let origin = point(body.position)
    return .translation(origin.x, origin.y).rotated(-Double(body.angle).drawable()).scaled(1, -1)
  }

  /// Faint beams to where they meet the ground; one after the other lights up.
  func drawLidar(on canvas: inout Canvas) {
    let start = point(hull.position)
    let lit = elapsedSteps / 2 % (2 * WalkerLidar.rayCount - 2)
    for ray in 0..<WalkerLidar.rayCount {
      let fraction = Double(lidar.fractions[ray])
      let reach = point(lidar.end(of: ray, from: hull.position))
      let end = Point(start.x + fraction * (reach.x - start.x), start.y + fraction * (reach.y - start.y))
      let isLit = ray == min(lit, 2 * WalkerLidar.rayCount - 2 - lit)
      canvas.line(from: start, to: end, Palette.coral.opacity(isLit ? 0.75 : 0.16), width: isLit ? 1.6 : 1)
      guard fraction < 1 else { continue }
      if isLit { canvas.glow(center: end, radius: 9, color: Palette.coral, opacity: 0.6) }
      canvas.fillCircle(center: end, radius: isLit ? 2.4 : 1.4, Palette.coral.opacity(isLit ? 1 : 0.5))
    }
  }

  /// The right leg is the nearer one.
  func drawRobot(on canvas: inout Canvas) {
    drawLeg(left, Palette.teal.mixed(with: Palette.ink, 0.38), on: &canvas)
    canvas.withTransform(place(hull)) { drawHull(on: &$0) }
    drawLeg(right, Palette.teal, on: &canvas)
  }

  private func drawLeg(_ limbs: Limbs, _ color: Color, on canvas: inout Canvas) {
    let length = WalkerRobot.legLength * Self.scale
    canvas.withTransform(place(limbs.shank)) { canvas in
      drawBone(
        length, width: WalkerRobot.shankWidth * Self.scale, color.mixed(with: Palette.ink, 0.12), on: &canvas)
      drawFoot(at: -length / 2, touches: limbs.touchesGround, color, on: &canvas)
    }
    canvas.withTransform(place(limbs.thigh)) { canvas in
      drawBone(length, width: WalkerRobot.thighWidth * Self.scale, color, on: &canvas)
    }
    let knee = place(limbs.shank).apply(to: Point(0, length / 2))
    let hip = place(limbs.thigh).apply(to: Point(0, length / 2))
    canvas.bolt(center: knee, radius: 4)
    canvas.bolt(center: hip, radius: 5)
  }

  private func drawBone(_ length: Double, width: Double, _ color: Color, on canvas: inout Canvas) {
    let (light, dark) = (color.mixed(with: .white, 0.38), color.mixed(with: Palette.ink, 0.34))
    canvas.fill(
      .roundedRectangle(
        Rectangle(x: -width / 2, y: -length / 2 - 1, width: width, height: length + 2), cornerRadius: width / 2),
      LinearGradient(
        from: Point(-width / 2, 0), to: Point(width / 2, 0), colors: [dark, color, light, color, dark]))
  }

  /// A sole at the lower end that lights up while it touches the ground.
  private func drawFoot(at y: Double, touches: Bool, _ color: Color, on canvas: inout Canvas) {
    if touches { canvas.glow(center: Point(0, y), radius: 13, color: Palette.gold, opacity: 0.7) }
    canvas.fillRoundedRectangle(
      Rectangle(x: -3.8, y: y - 0.6, width: 7.6, height: 5), cornerRadius: 2.2,
      touches ? Palette.gold : Palette.tyre)
  }

  /// The body of a friendly machine that looks ahead.
  private func drawHull(on canvas: inout Canvas) {
    let corners = (0..<5).map { index in
      Point(
        Double(WalkerRobot.hullCorners[index].x) * Self.scale, Double(WalkerRobot.hullCorners[index].y) * Self.scale
      )
    }
    let paint = Palette.coral
    canvas.fill(
      .polygon(corners),
      .vertical(
        from: 9, to: -8, colors: [paint.mixed(with: .white, 0.35), paint, paint.mixed(with: Palette.ink, 0.35)]))
    canvas.stroke(.polygon(corners), paint.mixed(with: Palette.ink, 0.4), style: StrokeStyle(width: 1.6))
    canvas.fillPolygon(
      [Point(-29, -3.4), Point(33.2, -3.4), Point(33.2, -7.2), Point(-29, -7.2)], Palette.ink.opacity(0.25))
    for x in [-24.0, -17, -10] {
      canvas.line(from: Point(x, 5.6), to: Point(x, -0.5), Palette.ink.opacity(0.35), width: 2)
    }
    canvas.line(from: Point(-27, 7.4), to: Point(5.4, 7.4), Color.white.opacity(0.55), width: 1.4)
    drawFace(on: &canvas)
    canvas.line(from: Point(-22, 9), to: Point(-25, 19), Palette.rail, width: 1.4)
    let isBlinking = elapsedSteps / 12 % 2 == 0
    if isBlinking { canvas.glow(center: Point(-25, 20), radius: 7, color: Palette.gold, opacity: 0.8) }
    canvas.fillCircle(center: Point(-25, 20), radius: 2.2, isBlinking ? Palette.sun : Palette.gold)
  }

  private func drawFace(on canvas: inout Canvas) {
    canvas.fillPolygon(
      [Point(5, 7.6), Point(30.5, 1), Point(30.5, -3), Point(5, -3)], Palette.deepWater)
    canvas.fillPolygon([Point(6.4, 6), Point(17, 3.2), Point(9, 3.2)], Color.white.opacity(0.28))
    canvas.fillCircle(center: Point(21.5, -0.1), radius: 2.4, Palette.sun)
    canvas.fillCircle(center: Point(22.2, -0.1), radius: 1.1, Palette.ink)
  }
}
