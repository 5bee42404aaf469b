import Raster
import Simulation

extension CartPole: Drawable {
  /// 600 by 400, as in Gymnasium.
  public var frameSize: Size { CartPoleScene.frame }

  /// Draws cart, pole and track in a landscape, with the limits of both.
  public func draw(on canvas: inout Canvas) {
    let scene = CartPoleScene(
      cartMass: configuration.cartMass, poleMass: configuration.poleMass,
      halfPoleLength: configuration.halfPoleLength, state: state,
      limits: CartPoleScene.Limits(position: configuration.positionThreshold, angle: configuration.angleThreshold))
    scene.draw(on: &canvas)
  }
}

extension CartPole: Watchable {
  /// The outcome: fallen over, off the track, or up to the end.
  public func ending(after status: EpisodeStatus) -> EpisodeEnding? {
    let limits = CartPoleScene.Limits(
      position: configuration.positionThreshold, angle: configuration.angleThreshold)
    return limits.ending(of: state, after: status)
  }
}
