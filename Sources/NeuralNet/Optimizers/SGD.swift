/// Steps along the gradient, if wished with momentum, as `torch.optim.SGD`.
///
/// Momentum after Polyak (1964), and as Sutskever and others (2013) write Nesterov's.
public struct SGD: Optimizer {
  /// The size of a step.
  public var learningRate: Float
  /// How much of the velocity is kept.
  public var momentum: Float
  /// How much of the gradient is kept out of the velocity.
  public var dampening: Float
  /// How much of the parameters is added to their gradient.
  public var weightDecay: Float
  /// Whether the step looks ahead along the velocity.
  public let isNesterov: Bool
  /// How many steps were made.
  public internal(set) var stepCount = 0
  var velocities: [Float]

  /// Makes an optimizer for some parameters.
  public init(
    for parameters: Parameters, learningRate: Float = 1e-3, momentum: Float = 0, dampening: Float = 0,
    weightDecay: Float = 0, nesterov isNesterov: Bool = false
  ) {
    precondition(
      !isNesterov || (momentum > 0 && dampening == 0),
      "Nesterov's step needs a momentum and no dampening, not \(momentum) and \(dampening)")
    self.learningRate = learningRate
    self.momentum = momentum
    self.dampening = dampening
    self.weightDecay = weightDecay
    self.isNesterov = isNesterov
    velocities = Array(repeating: 0, count: parameters.count)
  }
}
