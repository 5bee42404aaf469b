import Raster
import Simulation

extension CarRacing: Watchable {
  /// 600 by 480, the proportions of Gymnasium's window.
  public var frameSize: Size { RaceScene.frame }

  /// Draws the road, the car with its traces, and the instruments.
  public func draw(on canvas: inout Canvas) { race.draw(zoomsIn: configuration.zoomsIn, on: &canvas) }

  /// Draws the car from near by: in Gymnasium's first second, the camera is too high above the field to see it.
  public func drawForPlayer(on canvas: inout Canvas) { race.draw(zoomsIn: false, on: &canvas) }

  /// The outcome: after a lap, or off the field.
  public func ending(after status: EpisodeStatus) -> EpisodeEnding? {
    ending(status, terminated: race.terminalEnding)
  }
}

extension CarRacingFeatures: Watchable {
  /// 600 by 480, the proportions of Gymnasium's window.
  public var frameSize: Size { RaceScene.frame }

  /// Draws the road, the car with its traces, and the instruments.
  public func draw(on canvas: inout Canvas) { race.draw(zoomsIn: configuration.zoomsIn, on: &canvas) }

  /// Draws the car from near by: in Gymnasium's first second, the camera is too high above the field to see it.
  public func drawForPlayer(on canvas: inout Canvas) { race.draw(zoomsIn: false, on: &canvas) }

  /// The outcome: after a lap, or off the field.
  public func ending(after status: EpisodeStatus) -> EpisodeEnding? {
    ending(status, terminated: race.terminalEnding)
  }
}

extension CarRace {
  fileprivate func draw(zoomsIn: Bool, on canvas: inout Canvas) {
    let scene = RaceScene(self, zoomsIn: zoomsIn)
    scene.drawWindow(marks, on: &canvas)
    guard let lapFinished else { return }
    let car = RaceScene.carPlace
    let scale = RaceScene.frame.width / RaceScene.layout.width
    canvas.verdict(lapFinished, at: Point(car.x * scale, car.y * scale - 62), in: RaceScene.frame, radius: 20)
  }

  fileprivate var terminalEnding: EpisodeEnding {
    lapFinished == true ? EpisodeEnding("Lap finished", .success) : EpisodeEnding("Drove off the field", .failure)
  }
}
