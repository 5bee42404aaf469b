/// The Adam optimizer: steps by running means of the gradient and of its square.
///
/// Kingma and Ba (2015), as `torch.optim.Adam`. With ``decoupledWeightDecay`` it is AdamW: Loshchilov and Hutter
/// (2019), as `torch.optim.AdamW`.
public struct Adam: Optimizer {
  /// The learning rate, α.
  public var learningRate: Float
  /// The decay rate of the running mean gradient, β₁: the share kept at each step.
  public var beta1: Float
  /// The decay rate of the running mean square, β₂: the share kept at each step.
  public var beta2: Float
  /// The constant added to the root of the mean square, ε.
  public var epsilon: Float
  /// The weight decay as an L2 penalty: the multiple of the parameters added to their gradient.
  public var weightDecay: Float
  /// The decoupled weight decay: the share of the parameters removed at each step, in units of the learning rate.
  public var decoupledWeightDecay: Float
  /// The number of steps made.
  public internal(set) var stepCount = 0
  var firstMoments: [Float]
  var secondMoments: [Float]

  /// Makes an optimizer for some parameters.
  public init(
    for parameters: Parameters, learningRate: Float = 1e-3, beta1: Float = 0.9, beta2: Float = 0.999,
    epsilon: Float = 1e-8, weightDecay: Float = 0, decoupledWeightDecay: Float = 0
  ) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    self.decoupledWeightDecay = decoupledWeightDecay
    firstMoments = Array(repeating: 0, count: parameters.count)
    secondMoments = firstMoments
  }
}

extension Adam {
  /// The step count and PyTorch's `exp_avg` and `exp_avg_sq`.
  public var state: OptimizerState {
    get {
      OptimizerState(stepCount: stepCount, moments: [("exp_avg", firstMoments), ("exp_avg_sq", secondMoments)])
    }
    set {
      (stepCount, firstMoments, secondMoments) = (
        newValue.stepCount, newValue.moments[0].numbers, newValue.moments[1].numbers
      )
    }
  }
}
