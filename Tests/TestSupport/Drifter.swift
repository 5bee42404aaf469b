import Simulation

/// A point pushed about in the plane with some noise; an episode terminates right of 3.
public struct Drifter: RandomizedEnvironment {
  /// The stream that resets and steps draw from.
  public var generator = RandomGenerator(seed: 0)
  private var x = 0.0
  private var y = 0.0

  /// Makes a drifter.
  public init() {}

  /// Where the point is.
  public var observationSpace: Box<Float> { Box(low: [-8, -4], high: [8, 3]) }
  /// How it is pushed.
  public var actionSpace: Box<Float> { Box(low: [-2, 0], high: [1, 0.5]) }

  /// Starts somewhere around the middle.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Float>) {
    if let seed { generator = RandomGenerator(seed: seed) }
    x = generator.uniform(-1, 1)
    y = generator.uniform(-1, 1)
    write(to: &observation)
  }

  /// Pushes the point.
  public mutating func step(_ action: Span<Float>, into observation: inout MutableSpan<Float>) -> StepResult {
    x = 0.9 * x + Double(action[0]) + generator.uniform(-0.5, 0.5)
    y = 0.9 * y - Double(action[1])
    write(to: &observation)
    let reward = -(x * x + y * y)
    return x > 3 ? .terminated(reward: reward) : .running(reward: reward)
  }

  private func write(to observation: inout MutableSpan<Float>) {
    observation[0] = Float(x)
    observation[1] = Float(y)
  }
}
