import Simulation

extension MountainCarContinuous {
  /// Opens the throttle in the direction in which the car already goes, no further than the climb needs.
  public static var heuristic: ScriptedPolicy {
    ScriptedPolicy(observing: Float.self, acting: Float.self) { $0[1] < 0 ? -0.4 : 0.4 }
  }
}
