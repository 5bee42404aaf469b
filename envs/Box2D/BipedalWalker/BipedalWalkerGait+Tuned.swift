extension BipedalWalkerGait {
  /// A gait that seldom falls on ground without obstacles, with the numbers of the demonstration bred by CMA-ES.
  public static let tuned: BipedalWalkerGait = {
    var parameters = Parameters()
    parameters.speedLimit = 0.262
    parameters.pushSpeedLimit = 0.35
    parameters.supportKnee = 0.003
    parameters.stretchRate = 0.0345
    parameters.swingHip = 1.307
    parameters.swingKnee = -0.666
    parameters.landingThreshold = 0.124
    parameters.landingHip = 0.016
    parameters.pushKnee = 0.776
    parameters.pushKneeLimit = 0.794
    parameters.hipStiffness = 0.989
    parameters.hipDamping = 0.212
    parameters.kneeStiffness = 3.68
    parameters.kneeDamping = 0.284
    parameters.balanceStiffness = 0.69
    parameters.balanceDamping = 2.35
    parameters.bounceDamping = 16.4
    parameters.strength = 0.566
    return BipedalWalkerGait(parameters)
  }()
}
