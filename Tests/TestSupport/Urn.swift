import Simulation

/// A task that only what came out before tells of: guess the colour of an urn.
///
/// The colour is drawn by a reset, unless the task is kept; a guess that is right is worth 1. Episodes terminate after some
/// guesses.
public struct Urn: RandomizedEnvironment {
  /// The number of colours.
  public let colors: Int
  /// After how many guesses an episode terminates.
  public let length: Int
  /// True if resets leave the colour as it is.
  public var keepsTask = false
  /// The stream that the colours are drawn from.
  public var generator = RandomGenerator(seed: 0)
  /// The colour.
  public private(set) var color = 0
  private var steps = 0

  /// Makes the task.
  public init(colors: Int = 3, length: Int = 2) {
    self.colors = colors
    self.length = length
  }

  /// The number of guesses so far.
  public var observationSpace: Discrete { Discrete(length + 1) }
  /// The colours.
  public var actionSpace: Discrete { Discrete(colors) }

  /// Draws a colour.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Int>) {
    if let seed { generator = RandomGenerator(seed: seed) }
    if !keepsTask { color = generator.integers(0..<colors) }
    steps = 0
    observation[0] = 0
  }

  /// Pays for the guess.
  public mutating func step(_ action: Span<Int>, into observation: inout MutableSpan<Int>) -> StepResult {
    steps += 1
    observation[0] = steps
    let reward = action[0] == color ? 1.0 : 0
    return steps == length ? .terminated(reward: reward) : .running(reward: reward)
  }
}
