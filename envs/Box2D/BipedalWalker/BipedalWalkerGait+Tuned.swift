extension BipedalWalkerGait {
  /// A gait that hardly ever falls on ground without obstacles: the demonstration's, its numbers bred by CMA-ES.
  public static let tuned: BipedalWalkerGait = {
    var parameters = Parameters()
    parameters.speedLimit = 0.296
    parameters.pushSpeedLimit = 0.367
    parameters.supportKnee = -0.021
    parameters.stretchRate = 0.0358
    parameters.swingHip = 1.192
    parameters.swingKnee = -0.561
    parameters.landingThreshold = 0.143
    parameters.landingHip = 0.0076
    parameters.pushKnee = 0.811
    parameters.pushKneeLimit = 0.798
    parameters.hipStiffness = 0.889
    parameters.hipDamping = 0.249
    parameters.kneeStiffness = 4.05
    parameters.kneeDamping = 0.272
    parameters.balanceStiffness = 0.667
    parameters.balanceDamping = 2.35
    parameters.bounceDamping = 14.7
    parameters.strength = 0.55
    return BipedalWalkerGait(parameters)
  }()
}
