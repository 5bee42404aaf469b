/// An optimizer: a rule that changes parameters along gradients so that a loss falls.
///
/// An optimizer belongs to the parameters that it was made for. It is a value: a copy goes on from the same state.
public protocol Optimizer: Sendable {
  /// The learning rate: the size of a step.
  var learningRate: Float { get set }

  /// Makes one step.
  mutating func update(_ parameters: inout Parameters, along gradients: Gradients)

  /// The state besides the settings, such as ``learningRate``, which are not part of it.
  ///
  /// - Precondition: What is set has as many numbers of each name.
  var state: OptimizerState { get set }
}

/// The state of an optimizer: what it takes to go on bit by bit.
public struct OptimizerState: Equatable, Sendable {
  /// The number of steps made.
  public var stepCount: Int
  /// Numbers for each parameter, by the names that PyTorch has for them, such as Adam's `exp_avg`.
  public var moments: [(name: String, numbers: [Float])]

  /// Compares numbers and names.
  public static func == (left: OptimizerState, right: OptimizerState) -> Bool {
    left.stepCount == right.stepCount && left.moments.elementsEqual(right.moments, by: ==)
  }
}
