import Raster

extension CarRacing: Drawable {
  /// 600 by 480, the proportions of Gymnasium's window.
  public var frameSize: Size { RaceScene.frame }

  /// Draws the road, the car with its traces, and the instruments.
  public func draw(on canvas: inout Canvas) {
    RaceScene(race, zoomsIn: configuration.zoomsIn).drawWindow(race.marks, on: &canvas)
  }
}

extension CarRacingFeatures: Drawable {
  /// 600 by 480, the proportions of Gymnasium's window.
  public var frameSize: Size { RaceScene.frame }

  /// Draws the road, the car with its traces, and the instruments.
  public func draw(on canvas: inout Canvas) {
    RaceScene(race, zoomsIn: configuration.zoomsIn).drawWindow(race.marks, on: &canvas)
  }
}
