import Simulation

extension BipedalWalker {
  /// Walks by the tuned gait.
  public static var heuristic: any Policy<Float, Float> { policy(.tuned) }

  /// Walks by a gait; every row of a batch has its own phase.
  public static func policy(_ gait: BipedalWalkerGait) -> any Policy<Float, Float> {
    StatefulPolicy(observationSize: 24, actionSize: 4, memory: gait.initialMemory, script: gait.act)
  }
}
