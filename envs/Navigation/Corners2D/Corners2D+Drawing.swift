import Raster
import Simulation

extension Corners2D: Drawable {
  /// 520 by 560.
  public var frameSize: Size { MeadowScene.frame }

  /// Draws a meadow from above with a flag in each corner, that of the goal raised, and the robot with its path.
  public func draw(on canvas: inout Canvas) {
    let scene = MeadowScene(reach: configuration.cornerDistance * 1.3)
    scene.drawMeadow(square: nil, on: &canvas)
    drawSilence(scene, on: &canvas)
    scene.drawPath(robot.path, on: &canvas)
    for index in [2, 3, 0, 1] {
      let isGoal = index == goal
      if isGoal {
        canvas.glow(center: scene.point(corner(index)), radius: 62, color: Palette.sun, opacity: 0.75)
      }
      scene.drawFlag(
        at: corner(index), color: isGoal ? Palette.coral : Palette.mutedInk, isRaised: isGoal, on: &canvas)
    }
    scene.drawRobot(at: position, lastPlace: robot.path.dropLast().last, on: &canvas)
    canvas.readings(
      [("step", "\(robot.steps)"), ("gained", gains.reading(decimals: 2))], in: MeadowScene.frame,
      nameColor: Palette.paper, valueColor: .white)
  }

  /// The square on its corner within which nothing is paid.
  private func drawSilence(_ scene: MeadowScene, on canvas: inout Canvas) {
    let radius = configuration.silentRadius
    guard radius > 0 else { return }
    let corners = [SIMD2(radius, 0), SIMD2(0, radius), SIMD2(-radius, 0), SIMD2(0, -radius)].map(scene.point)
    canvas.fillPolygon(corners, Palette.darkGrass.opacity(0.35))
    canvas.polyline(corners, Palette.paper.opacity(0.6), width: 2.5, isClosed: true)
  }
}

extension Corners2D: Watchable {}
