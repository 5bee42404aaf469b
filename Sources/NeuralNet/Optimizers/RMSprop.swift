/// The RMSprop optimizer: steps along the gradient divided by the root of its running mean square.
///
/// Hinton (2012), as `torch.optim.RMSprop`. Not centred; ε is added outside the root.
public struct RMSprop: Optimizer {
  /// The learning rate.
  public var learningRate: Float
  /// The decay rate of the running mean square, α: the share kept at each step.
  public var decay: Float
  /// The constant added to the root of the mean square, ε.
  public var epsilon: Float
  /// The momentum: the share of the velocity kept at each step.
  public var momentum: Float
  /// The weight decay as an L2 penalty: the multiple of the parameters added to their gradient.
  public var weightDecay: Float
  /// The number of steps made.
  public internal(set) var stepCount = 0
  var meanSquares: [Float]
  var velocities: [Float]

  /// Makes an optimizer for some parameters.
  public init(
    for parameters: Parameters, learningRate: Float = 1e-2, decay: Float = 0.99, epsilon: Float = 1e-8,
    momentum: Float = 0, weightDecay: Float = 0
  ) {
    self.learningRate = learningRate
    self.decay = decay
    self.epsilon = epsilon
    self.momentum = momentum
    self.weightDecay = weightDecay
    meanSquares = Array(repeating: 0, count: parameters.count)
    velocities = meanSquares
  }
}

extension RMSprop {
  /// The step count and PyTorch's `square_avg` and `momentum_buffer`.
  public var state: OptimizerState {
    get {
      OptimizerState(stepCount: stepCount, moments: [("square_avg", meanSquares), ("momentum_buffer", velocities)])
    }
    set {
      (stepCount, meanSquares, velocities) = (
        newValue.stepCount, newValue.moments[0].numbers, newValue.moments[1].numbers
      )
    }
  }
}
