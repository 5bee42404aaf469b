/// Stochastic gradient descent, if wished with momentum, as `torch.optim.SGD`.
///
/// Momentum after Polyak (1964), and as Sutskever and others (2013) write Nesterov's.
public struct SGD: Optimizer {
  /// The learning rate.
  public var learningRate: Float
  /// The momentum: the share of the velocity kept at each step.
  public var momentum: Float
  /// The dampening: the share of the gradient kept out of the velocity.
  public var dampening: Float
  /// The weight decay as an L2 penalty: the multiple of the parameters added to their gradient.
  public var weightDecay: Float
  /// True for Nesterov momentum, whose step looks ahead along the velocity.
  public let isNesterov: Bool
  /// The number of steps made.
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

extension SGD {
  /// The step count and PyTorch's `momentum_buffer`.
  public var state: OptimizerState {
    get { OptimizerState(stepCount: stepCount, moments: [("momentum_buffer", velocities)]) }
    set { (stepCount, velocities) = (newValue.stepCount, newValue.moments[0].numbers) }
  }
}
