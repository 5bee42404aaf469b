import Simulation

/// A point that goes to the right and must pass an obstacle above or below: a task with two good ways and a bad middle.
///
/// An action is how fast it rises, from −1 to 1. Passing is worth 1, and nothing else is.
public struct Fork: RandomizedEnvironment {
  /// How far the point goes in a step, and how far it rises at most.
  public static let stride = 0.05

  /// The stream that the starts are drawn from.
  public var generator = RandomGenerator(seed: 0)
  private var x = 0.0
  private var y = 0.0

  /// Makes the task.
  public init() {}

  /// Where the point is.
  public var observationSpace: Box<Float> { Box(low: [0, -1], high: [1, 1]) }
  /// How fast it rises.
  public var actionSpace: Box<Float> { Box(low: [-1], high: [1]) }

  /// Starts left of the obstacle, about level with its middle.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Float>) {
    if let seed { generator = RandomGenerator(seed: seed) }
    x = 0
    y = generator.uniform(-0.005, 0.005)
    write(to: &observation)
  }

  /// Goes a step to the right.
  public mutating func step(_ action: Span<Float>, into observation: inout MutableSpan<Float>) -> StepResult {
    x += Self.stride
    y += Self.stride * Double(min(max(action[0], -1), 1))
    write(to: &observation)
    if abs(x - 0.5) < 0.06, abs(y) < 0.25 { return .terminated(reward: 0) }
    return x > 0.99 ? .terminated(reward: 1) : .running(reward: 0)
  }

  private func write(to observation: inout MutableSpan<Float>) {
    observation[0] = Float(x)
    observation[1] = Float(y)
  }
}

extension Fork {
  /// A batch of the task.
  public static func batch(of count: Int) -> VectorTask {
    VectorTask(count: count) { _ in Fork() }
  }

  /// Passes above in one episode and below in the next.
  public struct Driver: Policy {
    private var isAbove = false

    /// Makes a driver.
    public init() {}

    /// Rises or falls to the height at which it passes.
    public mutating func act(
      on observations: borrowing RowBuffer, into actions: inout RowBuffer, using generator: inout RandomGenerator
    ) {
      for row in 0..<actions.count {
        let distance = (isAbove ? 0.4 : -0.4) - observations.row(row, as: Float.self)[1]
        actions[row, as: Float.self] = min(max(distance / Float(Fork.stride), -1), 1)
      }
    }

    /// Changes sides.
    public mutating func beginEpisodes() { isAbove.toggle() }
  }
}
