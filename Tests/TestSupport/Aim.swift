import Simulation

/// The task of saying a number that is seen: one step, worth less by the square of the distance.
public struct Aim: RandomizedEnvironment {
  /// The stream that numbers are drawn from.
  public var generator = RandomGenerator(seed: 0)
  private var number: Float = 0

  /// Makes the task.
  public init() {}

  /// A number in a unit of its own.
  public var observationSpace: Box<Float> { Box(low: [-100], high: [100]) }
  /// The number that is said, with bounds that are not symmetric.
  public var actionSpace: Box<Float> { Box(low: [-1], high: [2]) }

  /// Shows a number.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Float>) {
    if let seed { generator = RandomGenerator(seed: seed) }
    number = Float(generator.uniform(-0.8, 1.8))
    observation[0] = 30 * number
  }

  /// Pays for what is said.
  public mutating func step(_ action: Span<Float>, into observation: inout MutableSpan<Float>) -> StepResult {
    let distance = Double(action[0] - number)
    return .terminated(reward: 1 - distance * distance)
  }

  /// A batch of the task.
  public static func batch(of count: Int) -> VectorTask { VectorTask(count: count) { _ in Aim() } }
}
