import Simulation

extension BipedalWalker {
  /// Walks by the tuned gait.
  public static var heuristic: any Policy<Float, Float> { policy(.tuned) }

  /// Walks by a gait; every row of a batch has its own phase.
  public static func policy(_ gait: BipedalWalkerGait) -> any Policy<Float, Float> {
    StatefulPolicy(
      observationSize: 24, actionSize: 4, memory: gait.initialMemory, isStart: isStanding, script: gait.act)
  }

  /// Whether the robot stands on both legs, knees straight, and nothing turns: as after a reset, and never on the way.
  private static let isStanding: @Sendable (Span<Float>) -> Bool = { observation in
    abs(observation[1]) < 0.005 && observation[8] == 1 && observation[13] == 1
      && observation[6] > 0.8 && observation[11] > 0.8
      && abs(observation[5]) < 0.05 && abs(observation[7]) < 0.05
      && abs(observation[10]) < 0.05 && abs(observation[12]) < 0.05
  }
}
