import Simulation

extension MountainCar {
  /// Accelerates in the direction in which the car already goes, which feeds the swing.
  public static var heuristic: ScriptedPolicy<Float, Int> {
    ScriptedPolicy(observationSize: 2) { $0[1] < 0 ? 0 : 2 }
  }
}
