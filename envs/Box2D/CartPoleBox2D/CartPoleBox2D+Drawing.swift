import Raster

extension JointedCartPole: Drawable {
  /// 600 by 400, as that of ``CartPole``.
  public var frameSize: Size { CartPoleScene.frame }

  /// Draws cart, pole and track between its stops; for the swing-up on a bridge, with room for the pole to hang.
  public func draw(on canvas: inout Canvas) {
    let limits = CartPoleScene.Limits(
      position: configuration.positionThreshold, angle: configuration.angleThreshold)
    let scene = CartPoleScene(
      cartMass: configuration.cartMass, poleMass: configuration.poleMass,
      halfPoleLength: configuration.halfPoleLength, state: state, limits: configuration.swingUp ? nil : limits,
      stop: configuration.stopPosition)
    scene.draw(on: &canvas)
  }
}
