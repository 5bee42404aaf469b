import Simulation

/// Observes how many steps it has had; terminates after some of them.
public struct Counter: Environment {
  /// After how many steps an episode terminates.
  public let length: Int
  private var count = 0

  /// Makes a counter whose episodes terminate after `length` steps.
  public init(length: Int) { self.length = length }

  /// The number of steps.
  public var observationSpace: Box<Float> { Box(low: 0, high: .infinity, shape: [1]) }
  /// Three choices that are paid differently.
  public var actionSpace: Discrete { Discrete(3) }

  /// Starts at zero.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Float>) {
    count = 0
    observation[0] = 0
  }

  /// Counts one step.
  public mutating func step(_ action: Span<Int>, into observation: inout MutableSpan<Float>) -> StepResult {
    count += 1
    observation[0] = Float(count)
    let reward = 1.5 * Double(action[0]) - 0.25 * Double(count)
    return count >= length ? .terminated(reward: reward) : .running(reward: reward)
  }
}
