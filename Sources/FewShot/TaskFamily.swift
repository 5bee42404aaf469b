import Simulation

/// A family of tasks that are examples: something draws a task, and the task shows a few examples and asks about others.
///
/// A learner that learns to learn sees many tasks of a family. Each has a *support* set, which it may learn from, and a *query*
/// set, which says how well it has.
///
/// ```swift
/// var generator = RandomGenerator(seed: 1)
/// let task = SineFamily().task(TaskSize(shots: 5, queries: 10), from: .training, using: &generator)
/// task.support.inputs   // five numbers, and in `targets` the sines of them
/// ```
///
/// A family of functions is a ``FunctionFamily``, one of things that fall into classes, such as pictures, a ``ClassFamily``;
/// what draws tasks follows from that.
public protocol TaskFamily: Sendable {
  /// The name, such as `sine`.
  var name: String { get }
  /// The summary of the tasks, in one sentence.
  var summary: String { get }
  /// The shape of an example's input: `[1]` for a number, `[1, 28, 28]` for a grey picture.
  var inputShape: [Int] { get }
  /// The kind of an example's target.
  var target: TargetKind { get }
  /// The number of classes that tasks of a part are drawn from; `nil` if targets are no classes.
  func classCount(in part: TaskPart) -> Int?
  /// The number of examples that there are of each class; `nil` for any number.
  var examplesPerClass: Int? { get }
  /// The number of classes of a task unless others are asked for.
  var usualWays: Int { get }

  /// Returns the family with what it reads from elsewhere, such as fonts.
  ///
  /// - Throws: If something is missing.
  func loaded() throws(ConfigurationError) -> any TaskFamily

  /// Draws a task.
  ///
  /// - Precondition: ``check(_:in:)`` accepts the size.
  func task(_ size: TaskSize, from part: TaskPart, using generator: inout RandomGenerator) -> FewShotTask
}

/// The kind of an example's target.
public enum TargetKind: Sendable, Equatable {
  /// So many numbers.
  case numbers(Int)
  /// One of the task's classes, by its number from 0.
  case classes
}

/// A part of a family, which shares no class with the others; families of functions have the same tasks in all parts.
public enum TaskPart: String, Sendable, Codable, CaseIterable {
  /// The tasks that are learned from.
  case training
  /// The tasks by which runs are compared while they are made.
  case validation
  /// The tasks that nothing was chosen by.
  case test
}

extension TaskFamily {
  /// None.
  public func classCount(in part: TaskPart) -> Int? { nil }

  /// Any number.
  public var examplesPerClass: Int? { nil }

  /// Itself, as there is nothing to read.
  public func loaded() throws(ConfigurationError) -> any TaskFamily { self }

  /// 5, and 1 where there are no classes.
  public var usualWays: Int { target == .classes ? 5 : 1 }

  /// Throws if there are no tasks of a size.
  public func check(_ size: TaskSize, in part: TaskPart) throws(ConfigurationError) {
    try size.validate()
    guard let count = classCount(in: part) else {
      guard size.ways == 1 else {
        throw ConfigurationError("\(name) has no classes, so that ways=\(size.ways) means nothing; leave it away.")
      }
      return
    }
    guard size.ways >= 2 else {
      throw ConfigurationError("Tasks of \(name) tell classes apart, for which ways=\(size.ways) is too few.")
    }
    if let most = examplesPerClass, size.shots + size.queries > most {
      throw ConfigurationError(
        "\(name) has \(most) examples of a class, too few for shots=\(size.shots) and queries=\(size.queries) together."
      )
    }
    guard size.ways <= count else {
      throw ConfigurationError(
        "\(name) has \(count) classes for \(part.rawValue), too few for ways=\(size.ways); ask for at most \(count)."
      )
    }
  }
}
