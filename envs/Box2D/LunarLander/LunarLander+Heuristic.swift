import Simulation

/// The intent of a pilot: a turn, and a braking of the fall.
private struct LanderPilot {
  /// The wish to turn left, positive, or right.
  let turn: Double
  /// The wish to rise.
  let lift: Double

  /// Leans towards the pad, and falls the slower the nearer the ground and the farther the pad; once a leg touches,
  /// only the fall is braked.
  ///
  /// The rules are those of Gymnasium's own controller.
  init(_ observation: Span<Float>) {
    let (x, y) = (Double(observation[0]), Double(observation[1]))
    let (velocityX, velocityY) = (Double(observation[2]), Double(observation[3]))
    if observation[6] != 0 || observation[7] != 0 {
      turn = 0
      lift = -velocityY * 0.5
      return
    }
    let wantedAngle = min(max(x * 0.5 + velocityX, -0.4), 0.4)
    let wantedHeight = 0.55 * abs(x)
    turn = (wantedAngle - Double(observation[4])) * 0.5 - Double(observation[5])
    lift = (wantedHeight - y) * 0.5 - velocityY * 0.5
  }
}

extension Lander where Controls == SwitchedEngines {
  /// Fires the engine that is needed most, or none.
  public static var heuristic: ScriptedPolicy {
    ScriptedPolicy(observing: Float.self, acting: Int.self) { observation in
      let pilot = LanderPilot(observation)
      if pilot.lift > abs(pilot.turn), pilot.lift > 0.05 { return 2 }
      return pilot.turn < -0.05 ? 3 : pilot.turn > 0.05 ? 1 : 0
    }
  }
}

extension Lander where Controls == ThrottledEngines {
  /// Throttles both engines in proportion to what is needed.
  public static var heuristic: ScriptedPolicy {
    ScriptedPolicy(observing: Float.self, acting: Float.self) { observation, action in
      let pilot = LanderPilot(observation)
      action[0] = Float(min(max(pilot.lift * 20 - 1, -1), 1))
      action[1] = Float(min(max(-pilot.turn * 20, -1), 1))
    }
  }
}
