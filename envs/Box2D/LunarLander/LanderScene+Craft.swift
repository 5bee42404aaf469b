import CMath
import Physics2D
import Raster

extension LanderScene {
  /// The map from a body's own pixels, y upwards, to the frame.
  private static func place(_ body: BodyMotion) -> Transform2D {
    let origin = point(Double(body.position.x), Double(body.position.y))
    return .translation(origin.x, origin.y).rotated(-Double(body.angle).drawable()).scaled(1, -1)
  }

  func drawShadow(on canvas: inout Canvas) {
    let x = Double(bodies.hull.position.x)
    let ground = groundHeight(at: x)
    let height = max(Double(bodies.hull.position.y) - ground, 0).drawable()
    guard height < 6 else { return }
    let nearness = 1 - height / 6
    canvas.softShadow(
      center: Self.point(x, ground), radiusX: 34 - 16 * nearness + 6, radiusY: 5, opacity: 0.4 * nearness)
  }

  /// Puffs that fly away from the engines, grow and fade.
  func drawPuffs(on canvas: inout Canvas) {
    for (puff, age) in puffs {
      let seconds = age * Double(LanderExhaust.lifetime) / LanderScale.framesPerSecond
      let reach = (puff.isMain ? 34 : 16) * (1 - age * 0.5) * seconds
      var x = puff.position.x + puff.velocity.x * reach
      var y = puff.position.y + puff.velocity.y * reach
      let ground = groundHeight(at: x)
      if y < ground {
        // What meets the ground spreads along it.
        x += (x < puff.position.x ? -1 : 1) * (ground - y) * 0.8
        y = groundHeight(at: x) + 0.05
      }
      let color = LunarPalette.flame.mixed(with: LunarPalette.dust, min(age * 2.2, 1))
      canvas.fillCircle(
        center: Self.point(x, y), radius: (puff.isMain ? 3 : 1.8) + age * (puff.isMain ? 9 : 4),
        color.opacity(0.5 * puff.power * (1 - age) * (1 - age)))
    }
  }

  func drawLander(on canvas: inout Canvas) {
    drawFlames(on: &canvas)
    for (leg, side) in [(bodies.firstLeg, 1.0), (bodies.secondLeg, -1.0)] { drawStrut(leg, side, on: &canvas) }
    drawLeg(bodies.firstLeg, touches: bodies.firstLegTouches, on: &canvas)
    drawLeg(bodies.secondLeg, touches: bodies.secondLegTouches, on: &canvas)
    canvas.withTransform(Self.place(bodies.hull)) { drawHull(on: &$0) }
  }

  private func drawFlames(on canvas: inout Canvas) {
    let flicker = 0.85 + 0.15 * palaestra_sin(Double(step) * 2.4)
    canvas.withTransform(Self.place(bodies.hull)) { canvas in
      if thrust.main > 0 {
        canvas.glow(center: Point(0, -26), radius: 40, color: LunarPalette.flame, opacity: 0.35)
        flame(from: Point(0, -11), angle: -.pi / 2, length: 34 * thrust.main * flicker, width: 12, on: &canvas)
      }
      if thrust.side > 0 {
        let angle = thrust.direction < 0 ? 0.0 : Double.pi
        let x = thrust.direction < 0 ? 17.0 : -17.0
        flame(from: Point(x, 8), angle: angle, length: 17 * thrust.side * flicker, width: 6, on: &canvas)
      }
    }
  }

  /// A flame in two layers that narrows from `root` on.
  private func flame(
    from root: Point, angle: Double, length: Double, width: Double, on canvas: inout Canvas
  ) {
    canvas.withTransform(.translation(root.x, root.y).rotated(angle)) { canvas in
      for (share, color) in [(1.0, LunarPalette.flameEdge.opacity(0.85)), (0.62, LunarPalette.flame)] {
        var path = Path()
        path.move(to: Point(0, -width / 2 * share))
        path.curve(
          to: Point(length * share, 0), control1: Point(length * 0.4 * share, -width * 0.75 * share),
          control2: Point(length * 0.7 * share, -width * 0.2))
        path.curve(
          to: Point(0, width / 2 * share), control1: Point(length * 0.7 * share, width * 0.2),
          control2: Point(length * 0.4 * share, width * 0.75 * share))
        path.close()
        canvas.fill(path, color)
      }
      canvas.fillEllipse(center: Point(length * 0.15, 0), radiusX: length * 0.16, radiusY: width * 0.22, .white)
    }
  }

  /// The strut between hull and leg.
  private func drawStrut(_ leg: BodyMotion, _ side: Double, on canvas: inout Canvas) {
    let hull = Self.place(bodies.hull)
    let knee = Self.place(leg).apply(to: Point(0, -2))
    canvas.line(from: hull.apply(to: Point(side * 13, -6)), to: knee, LunarPalette.ground, width: 2.4)
    canvas.line(from: hull.apply(to: Point(side * 6, -10)), to: knee, LunarPalette.dust, width: 1.6)
  }

  private func drawLeg(_ leg: BodyMotion, touches: Bool, on canvas: inout Canvas) {
    canvas.withTransform(Self.place(leg)) { canvas in
      canvas.fillRoundedRectangle(
        Rectangle(x: -2, y: -8, width: 4, height: 16), cornerRadius: 1.6, LunarPalette.ground)
      canvas.fillRectangle(Rectangle(x: -0.6, y: -7, width: 1.4, height: 14), LunarPalette.brightGround)
      canvas.fillEllipse(
        center: Point(0, -7.4), radiusX: 5, radiusY: 1.7, touches ? Palette.gold : LunarPalette.dust)
    }
  }

  private func drawHull(on canvas: inout Canvas) {
    canvas.fillPolygon([Point(-6, -10), Point(6, -10), Point(8.5, -14), Point(-8.5, -14)], Palette.rail)
    let corners = LanderWorld.hullCorners.map { Point(Double($0.x) * Self.scale, Double($0.y) * Self.scale) }
    canvas.fill(
      .polygon(corners),
      LinearGradient(
        from: Point(-17, 0), to: Point(17, 0),
        colors: [
          LunarPalette.ground, LunarPalette.brightGround, .white, LunarPalette.brightGround, LunarPalette.ground,
        ]))
    canvas.fill(
      .polygon([Point(-17, 0), Point(17, 0), Point(17, -10), Point(-17, -10)]),
      LinearGradient(
        from: Point(-17, 0), to: Point(17, -10),
        colors: [Palette.brass, Palette.gold, Palette.amber, Palette.gold, Palette.darkWood]))
    canvas.polyline([Point(-17, 0), Point(17, 0)], Palette.darkWood.opacity(0.5), width: 1)
    canvas.polyline([Point(-8.5, 0), Point(-8.5, -10)], Palette.darkWood.opacity(0.35), width: 0.8)
    canvas.polyline([Point(8.5, 0), Point(8.5, -10)], Palette.darkWood.opacity(0.35), width: 0.8)
    canvas.fillRoundedRectangle(
      Rectangle(x: -8, y: 4.5, width: 16, height: 8), cornerRadius: 3.4, Palette.rail)
    canvas.fillRoundedRectangle(
      Rectangle(x: -6.8, y: 5.6, width: 13.6, height: 5.8), cornerRadius: 2.6, Palette.deepWater)
    canvas.line(from: Point(-4.4, 9.8), to: Point(0, 9.8), Palette.skyTop.opacity(0.9), width: 1.5)
    canvas.fillRoundedRectangle(
      Rectangle(x: -15.6, y: 5.6, width: 3.4, height: 5), cornerRadius: 1, Palette.coral)
    canvas.fillRoundedRectangle(
      Rectangle(x: 12.2, y: 5.6, width: 3.4, height: 5), cornerRadius: 1, Palette.coral)
    canvas.line(from: Point(9, 17), to: Point(9, 23), LunarPalette.ground, width: 1)
    canvas.fillCircle(center: Point(9, 24), radius: 1.7, Palette.coral)
    canvas.polyline(corners, Palette.ink.opacity(0.55), width: 1, isClosed: true)
  }
}

extension LanderScene {
  /// Fire and smoke over a wreck, and a badge over the lander.
  func drawFate(on canvas: inout Canvas) {
    guard let fate else { return }
    let hull = Self.point(Double(bodies.hull.position.x), Double(bodies.hull.position.y))
    if fate == .crashed {
      canvas.withTransform(Self.place(bodies.hull)) { drawScorch(on: &$0) }
      canvas.smoke(from: Point(hull.x, hull.y + 6), size: 46, color: LunarPalette.dust)
    }
    canvas.verdict(
      fate.ending.verdict == .success, at: Point(hull.x, hull.y - (fate == .crashed ? 78 : 54)), in: Self.frame)
  }

  /// Soot and cracks on the hull.
  private func drawScorch(on canvas: inout Canvas) {
    let corners = LanderWorld.hullCorners.map { Point(Double($0.x) * Self.scale, Double($0.y) * Self.scale) }
    canvas.fill(
      .polygon(corners),
      LinearGradient(
        from: Point(0, -10), to: Point(0, 17), colors: [Palette.ink.opacity(0.85), Palette.ink.opacity(0.45)]))
    canvas.polyline([Point(-12, 14), Point(-5, 6), Point(-9, 1), Point(-3, -8)], Palette.ink, width: 1.6)
    canvas.polyline([Point(-5, 6), Point(3, 3), Point(7, -6)], Palette.ink, width: 1.2)
  }
}
