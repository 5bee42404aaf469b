import Simulation

/// A family of things that fall into classes: a task is some of the classes, and its examples are of these.
public protocol ClassFamily: TaskFamily {
  /// The number of classes in a part.
  func numberOfClasses(in part: TaskPart) -> Int

  /// Draws different examples of a class, and adds their inputs, one row after the other.
  ///
  /// - Parameters:
  ///   - count: The number of examples.
  ///   - index: The class, by its number in the part.
  ///   - part: The part.
  ///   - inputs: Receives the inputs.
  ///   - generator: The source of chance.
  func appendExamples(
    _ count: Int, ofClass index: Int, in part: TaskPart, to inputs: inout [Float],
    using generator: inout RandomGenerator)
}

extension ClassFamily {
  /// One of the task's classes.
  public var target: TargetKind { .classes }

  /// The number of classes in a part.
  public func classCount(in part: TaskPart) -> Int? { numberOfClasses(in: part) }

  /// Draws different classes, and of each in turn support and query examples together, so that none is in both.
  public func task(_ size: TaskSize, from part: TaskPart, using generator: inout RandomGenerator) -> FewShotTask {
    let rowSize = inputShape.reduce(1, *)
    let classes = generator.choice(numberOfClasses(in: part), picking: size.ways, replacing: false)
    var task = FewShotTask(support: ExampleSet(), query: ExampleSet())
    for (label, index) in classes.enumerated() {
      var inputs: [Float] = []
      appendExamples(size.shots + size.queries, ofClass: index, in: part, to: &inputs, using: &generator)
      task.support.inputs += inputs.prefix(size.shots * rowSize)
      task.query.inputs += inputs.dropFirst(size.shots * rowSize)
      task.support.targets += Array(repeating: Float(label), count: size.shots)
      task.query.targets += Array(repeating: Float(label), count: size.queries)
    }
    return task
  }
}
