import Simulation

/// A family of functions of one number: a task is a function, and its examples are points of it.
public protocol FunctionFamily: TaskFamily {
  /// The range that inputs are drawn from.
  var inputs: ClosedRange<Double> { get }
  /// The number of evenly spaced inputs that examples lie at; 0 for any in the range.
  ///
  /// A set of as many examples is all of them, in order; a smaller one is drawn, with repetitions.
  var gridSize: Int { get }
  /// The standard deviation of the normal noise of targets.
  var noise: Double { get }

  /// Draws a function.
  func function(using generator: inout RandomGenerator) -> TaskFunction
}

extension FunctionFamily {
  /// One number.
  public var inputShape: [Int] { [1] }
  /// One number.
  public var target: TargetKind { .numbers(1) }
  /// Any inputs in the range.
  public var gridSize: Int { 0 }
  /// None.
  public var noise: Double { 0 }

  /// Draws a function, and points of it: the support's inputs and noise first.
  public func task(_ size: TaskSize, from part: TaskPart, using generator: inout RandomGenerator) -> FewShotTask {
    pointsOfFunction(size, using: &generator)
  }

  /// Draws a function, and points of it.
  func pointsOfFunction(_ size: TaskSize, using generator: inout RandomGenerator) -> FewShotTask {
    let function = function(using: &generator)
    let support = points(size.supportCount, of: function, using: &generator)
    return FewShotTask(
      support: support, query: points(size.queryCount, of: function, using: &generator), function: function)
  }

  private func points(
    _ count: Int, of function: TaskFunction, using generator: inout RandomGenerator
  ) -> ExampleSet {
    var points = ExampleSet()
    for index in 0..<count {
      let x = input(index, of: count, using: &generator)
      let error = noise > 0 ? generator.normal(mean: 0, standardDeviation: noise) : 0
      points.inputs.append(Float(x))
      points.targets.append(Float(function(x) + error))
    }
    return points
  }

  private func input(_ index: Int, of count: Int, using generator: inout RandomGenerator) -> Double {
    let (low, high) = (inputs.lowerBound, inputs.upperBound)
    guard gridSize > 1 else { return generator.uniform(low, high) }
    let place = count == gridSize ? index : generator.choice(gridSize)
    return low + (high - low) * Double(place) / Double(gridSize - 1)
  }
}
