import Simulation

/// A world that pays 1 a step whatever is done, until it is cut off: its value is that of an endless one.
public struct Stand: Environment {
  /// After how many steps an episode is truncated.
  public let length: Int
  private var steps = 0

  /// Makes the world.
  public init(length: Int = 5) { self.length = length }

  /// Nothing to tell apart.
  public var observationSpace: Discrete { Discrete(1) }
  /// Two choices that are paid alike.
  public var actionSpace: Discrete { Discrete(2) }

  /// Starts.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Int>) {
    steps = 0
    observation[0] = 0
  }

  /// Pays.
  public mutating func step(_ action: Span<Int>, into observation: inout MutableSpan<Int>) -> StepResult {
    steps += 1
    observation[0] = 0
    return steps == length ? .truncated(reward: 1) : .running(reward: 1)
  }

  /// A batch of the world.
  public static func batch(of count: Int) -> VectorTask { VectorTask(count: count) { _ in Stand() } }
}
