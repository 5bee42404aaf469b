import Raster

extension MountainCarContinuous: Drawable {
  /// 600 by 400, as in Gymnasium.
  public var frameSize: Size { ValleyScene.frame }

  /// Draws the car in its valley, and the flag that it must reach.
  public func draw(on canvas: inout Canvas) {
    ValleyScene(state: state, goalPosition: configuration.goalPosition, paint: Palette.teal).draw(on: &canvas)
  }
}
