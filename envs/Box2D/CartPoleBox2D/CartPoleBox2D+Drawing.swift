import Raster
import Simulation

extension JointedCartPole: Drawable {
  /// 600 by 400, as that of ``CartPole``.
  public var frameSize: Size { CartPoleScene.frame }

  /// Draws cart, pole and track between its stops; for the swing-up on a bridge, with room for the pole to hang.
  public func draw(on canvas: inout Canvas) {
    let scene = CartPoleScene(
      cartMass: configuration.cartMass, poleMass: configuration.poleMass,
      halfPoleLength: configuration.halfPoleLength, state: state, limits: limits,
      stop: configuration.stopPosition)
    scene.draw(on: &canvas)
  }
}

extension JointedCartPole: Watchable {
  /// The outcome: fallen over, off the track, or up to the end; swinging up, only time ends an episode.
  public func ending(after status: EpisodeStatus) -> EpisodeEnding? {
    limits.map { $0.ending(of: state, after: status) } ?? .plain(status)
  }

  private var limits: CartPoleScene.Limits? {
    configuration.swingUp
      ? nil
      : CartPoleScene.Limits(position: configuration.positionThreshold, angle: configuration.angleThreshold)
  }
}
