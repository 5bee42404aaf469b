import Simulation

extension Acrobot {
  /// Turns the joint against the swing of the first rod, so that the second one whips and feeds energy into it.
  ///
  /// After Spong (1995), "The swing up control problem for the acrobot".
  public static var heuristic: ScriptedPolicy {
    ScriptedPolicy(observing: Float.self, acting: Int.self) { $0[4] >= 0 ? 0 : 2 }
  }
}
