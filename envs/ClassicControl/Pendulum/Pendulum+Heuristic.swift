import CMath
import Simulation

extension Pendulum {
  /// Pumps energy into the swing until it reaches the top, and holds it there with a linear controller.
  ///
  /// After Åström and Furuta (2000), "Swinging up a pendulum by energy control".
  public static var heuristic: ScriptedPolicy {
    ScriptedPolicy(observing: Float.self, acting: Float.self) { observation in
      let (cosine, sine, speed) = (observation[0], observation[1], observation[2])
      let angle = Float(palaestra_atan2(Double(sine), Double(cosine)))
      if cosine > 0.85 { return min(max(-12 * angle - 3 * speed, -2), 2) }
      // A rod of mass and length 1: kinetic energy speed²/6, potential energy 5 cos; 5 at the top.
      let energy = speed * speed / 6 + 5 * cosine
      let push: Float = energy < 5 ? 2 : -2
      return speed >= 0 ? push : -push
    }
  }
}
