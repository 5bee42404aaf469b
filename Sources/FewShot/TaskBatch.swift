import Simulation

/// A batch of tasks of one size, whose numbers lie together: what a learner takes a step on.
public struct TaskBatch: Sendable {
  /// The number of tasks.
  public let count: Int
  /// The size of each.
  public let size: TaskSize
  /// The shape of an input.
  public let inputShape: [Int]
  /// The kind of a target.
  public let target: TargetKind
  /// The support examples of all tasks, one task after the other.
  public private(set) var support = ExampleSet()
  /// The query examples of all tasks, one task after the other.
  public private(set) var query = ExampleSet()
  /// The functions behind the tasks, if there are any.
  public private(set) var functions: [TaskFunction] = []

  /// Draws tasks of a family.
  ///
  /// - Parameters:
  ///   - count: The number of tasks.
  ///   - family: The family.
  ///   - size: The size of each, which the family accepts.
  ///   - part: The part that they are of.
  ///   - generator: The source of chance; each task is drawn after the other.
  public init(
    drawing count: Int, of family: some TaskFamily, _ size: TaskSize, from part: TaskPart,
    using generator: inout RandomGenerator
  ) {
    self.init((0..<count).map { _ in family.task(size, from: part, using: &generator) }, of: family, size)
  }

  /// Puts tasks together.
  public init(_ tasks: [FewShotTask], of family: some TaskFamily, _ size: TaskSize) {
    precondition(!tasks.isEmpty, "a batch needs a task")
    (count, self.size, inputShape, target) = (tasks.count, size, family.inputShape, family.target)
    for task in tasks {
      support.inputs += task.support.inputs
      support.targets += task.support.targets
      query.inputs += task.query.inputs
      query.targets += task.query.targets
      if let function = task.function { functions.append(function) }
    }
    let (inputs, targets) = (inputShape.reduce(1, *), target.size)
    precondition(
      support.inputs.count == count * size.supportCount * inputs
        && support.targets.count == count * size.supportCount * targets
        && query.inputs.count == count * size.queryCount * inputs
        && query.targets.count == count * size.queryCount * targets,
      "the examples of \(family.name) do not have the size \(size)")
  }
}

extension TargetKind {
  /// The number of numbers that a target is kept as.
  public var size: Int {
    switch self {
    case .numbers(let count): count
    case .classes: 1
    }
  }
}
