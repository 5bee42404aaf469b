/// A task: examples to learn from, and others to be asked about.
public struct FewShotTask: Sendable {
  /// The examples to learn from; of a task with classes the first class's come first.
  public var support: ExampleSet
  /// The examples to be asked about, in the same order of classes.
  public var query: ExampleSet
  /// The function behind the examples; `nil` if there is none.
  public var function: TaskFunction?

  /// Makes a task.
  public init(support: ExampleSet, query: ExampleSet, function: TaskFunction? = nil) {
    self.support = support
    self.query = query
    self.function = function
  }
}

/// A set of examples: inputs, and the target of each.
public struct ExampleSet: Sendable, Equatable {
  /// The inputs, one row after the other.
  public var inputs: [Float]
  /// The targets, one row after the other: numbers, or the number of a class.
  public var targets: [Float]

  /// Makes a set of examples.
  public init(inputs: [Float] = [], targets: [Float] = []) {
    self.inputs = inputs
    self.targets = targets
  }
}

/// A function of one number, as a task has it, without noise.
public struct TaskFunction: Sendable {
  /// The kind of function, such as `sine` or `line`.
  public let kind: String
  /// The function in words, such as `2.3 sin(x − 0.7)`.
  public let formula: String
  private let value: @Sendable (Double) -> Double

  /// Makes a function.
  public init(kind: String, formula: String, _ value: @escaping @Sendable (Double) -> Double) {
    self.kind = kind
    self.formula = formula
    self.value = value
  }

  /// Returns the function's value.
  public func callAsFunction(_ x: Double) -> Double { value(x) }
}
