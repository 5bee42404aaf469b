import Simulation

extension BipedalWalker {
  /// Walks by the tuned gait.
  public static var heuristic: any Policy { policy(.tuned) }

  /// Walks by a gait; every row of a batch has its own phase.
  public static func policy(_ gait: BipedalWalkerGait) -> any Policy {
    StatefulPolicy(observing: Float.self, acting: Float.self, memory: gait.initialMemory, script: gait.act)
  }
}
