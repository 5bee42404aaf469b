import Simulation

/// The task that any learner must solve: say the category that is seen.
///
/// Saying it is worth 1, anything else 0. An episode terminates after some steps.
public struct Identity: RandomizedEnvironment {
  /// How many categories there are.
  public let count: Int
  /// The first category.
  public let start: Int
  /// After how many steps an episode terminates.
  public let length: Int
  /// The stream that the categories are drawn from.
  public var generator = RandomGenerator(seed: 0)
  private var category = 0
  private var steps = 0

  /// Makes the task.
  public init(count: Int = 3, startingAt start: Int = 0, length: Int = 8) {
    self.count = count
    self.start = start
    self.length = length
  }

  /// The category.
  public var observationSpace: Discrete { Discrete(count, start: start) }
  /// What can be said.
  public var actionSpace: Discrete { Discrete(count, start: start) }

  /// Shows the first category.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Int>) {
    if let seed { generator = RandomGenerator(seed: seed) }
    steps = 0
    show(in: &observation)
  }

  /// Pays for what is said, and shows the next category.
  public mutating func step(_ action: Span<Int>, into observation: inout MutableSpan<Int>) -> StepResult {
    precondition(actionSpace.contains(action), "\(action[0]) is not in \(actionSpace.descriptor)")
    let reward = action[0] == category ? 1.0 : 0.0
    steps += 1
    show(in: &observation)
    return steps == length ? .terminated(reward: reward) : .running(reward: reward)
  }

  private mutating func show(in observation: inout MutableSpan<Int>) {
    category = start + generator.integers(0..<count)
    observation[0] = category
  }
}

extension Identity {
  /// A batch of the task.
  public static func batch(
    of count: Int, categories: Int = 3, startingAt start: Int = 0
  ) -> VectorTask {
    VectorTask(count: count) { _ in Identity(count: categories, startingAt: start) }
  }
}
