import Simulation

extension MountainCarContinuous {
  /// Opens the throttle in the direction in which the car already goes, no further than the climb needs.
  public static var heuristic: ScriptedPolicy<Float, Float> {
    ScriptedPolicy(observationSize: 2) { $0[1] < 0 ? -0.4 : 0.4 }
  }
}
