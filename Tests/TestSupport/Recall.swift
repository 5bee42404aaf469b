import Simulation

/// The task that only memory solves: say the category that was seen at the start.
///
/// At first one of the categories from 1 on is seen, afterwards 0 alone. Each time that the category is said is worth 1;
/// an episode terminates after some steps.
public struct Recall: RandomizedEnvironment {
  /// How many categories there are to remember.
  public let count: Int
  /// After how many steps an episode terminates.
  public let length: Int
  /// The stream that the categories are drawn from.
  public var generator = RandomGenerator(seed: 0)
  private var category = 0
  private var steps = 0

  /// Makes the task.
  public init(count: Int = 2, length: Int = 4) {
    self.count = count
    self.length = length
  }

  /// Nothing, or the category.
  public var observationSpace: Discrete { Discrete(count + 1) }
  /// What can be said: the categories from 0 on.
  public var actionSpace: Discrete { Discrete(count) }

  /// Shows the category.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Int>) {
    if let seed { generator = RandomGenerator(seed: seed) }
    steps = 0
    category = generator.integers(0..<count)
    observation[0] = category + 1
  }

  /// Pays for what is said, and shows nothing more.
  public mutating func step(_ action: Span<Int>, into observation: inout MutableSpan<Int>) -> StepResult {
    steps += 1
    observation[0] = 0
    let reward = action[0] == category ? 1.0 : 0.0
    return steps == length ? .terminated(reward: reward) : .running(reward: reward)
  }

  /// Remembers what it has seen.
  public static var expert: StatefulPolicy<Int> {
    StatefulPolicy(observing: Int.self, acting: Int.self, memory: 0) {
      memory, observation, action in
      if observation[0] > 0 { memory = observation[0] - 1 }
      action[0] = memory
    }
  }

  /// A batch of the task.
  public static func batch(of count: Int) -> VectorTask {
    VectorTask(count: count) { _ in Recall() }
  }
}
