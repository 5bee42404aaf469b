import Raster
import Simulation

extension Navigation2D: Drawable {
  /// 520 by 560.
  public var frameSize: Size { MeadowScene.frame }

  /// Draws a meadow from above, the flag at the goal, and the robot with its path.
  public func draw(on canvas: inout Canvas) {
    let scene = MeadowScene(reach: max(configuration.goalRange, configuration.startRange) * 1.24)
    scene.drawMeadow(square: configuration.goalRange, on: &canvas)
    scene.drawPath(robot.path, on: &canvas)
    scene.drawFlag(at: goal, color: Palette.coral, on: &canvas)
    scene.drawRobot(at: position, lastPlace: robot.path.dropLast().last, on: &canvas)
    if isAtGoal {
      canvas.verdict(true, at: scene.point(goal - SIMD2(0.17 * scene.reach, 0)), in: MeadowScene.frame)
    }
    canvas.readings(
      [
        ("step", "\(robot.steps)"), ("distance", (position - goal).length.distance),
      ], in: MeadowScene.frame, nameColor: Palette.paper, valueColor: .white)
  }
}

extension Navigation2D: Watchable {
  /// The outcome: at the goal, or out of time.
  public func ending(after status: EpisodeStatus) -> EpisodeEnding? {
    ending(status, terminated: EpisodeEnding("Reached the goal", .success))
  }
}

extension Double {
  /// The number as a distance, without a sign.
  var distance: String { String(reading(decimals: 3).drop { $0 == "+" || $0 == "−" }) }
}
