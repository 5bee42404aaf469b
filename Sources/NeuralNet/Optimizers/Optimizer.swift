/// Changes parameters along gradients so that a loss falls.
public protocol Optimizer: Sendable {
  /// The size of a step.
  var learningRate: Float { get set }

  /// Makes one step.
  mutating func update(_ parameters: inout Parameters, along gradients: Gradients)
}
