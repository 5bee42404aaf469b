import Simulation

extension MountainCar {
  /// Accelerates in the direction in which the car already goes, which feeds the swing.
  public static var heuristic: ScriptedPolicy {
    ScriptedPolicy(observing: Float.self, acting: Int.self) { $0[1] < 0 ? 0 : 2 }
  }
}
