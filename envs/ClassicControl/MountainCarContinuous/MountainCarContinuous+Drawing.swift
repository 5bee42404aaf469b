import Raster
import Simulation

extension MountainCarContinuous: Drawable {
  /// 600 by 400, as in Gymnasium.
  public var frameSize: Size { ValleyScene.frame }

  /// Draws the car in its valley, and the flag that it must reach.
  public func draw(on canvas: inout Canvas) {
    let scene = ValleyScene(
      state: state, goalPosition: configuration.goalPosition, goalVelocity: configuration.goalVelocity,
      paint: Palette.teal)
    scene.draw(on: &canvas)
  }
}

extension MountainCarContinuous: Watchable {
  /// The outcome: at the flag, or out of time.
  public func ending(after status: EpisodeStatus) -> EpisodeEnding? {
    ending(status, terminated: EpisodeEnding("Reached the flag", .success))
  }
}
