/// Steps along the gradient divided by the root of its running mean square: Hinton (2012), as `torch.optim.RMSprop`.
///
/// Not centred; ε is added outside the root.
public struct RMSprop: Optimizer {
  /// The size of a step.
  public var learningRate: Float
  /// How much of the mean square is kept, α.
  public var decay: Float
  /// Added to the root of the mean square, ε.
  public var epsilon: Float
  /// How much of the velocity is kept.
  public var momentum: Float
  /// How much of the parameters is added to their gradient.
  public var weightDecay: Float
  /// How many steps were made.
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
