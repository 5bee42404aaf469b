import NeuralNet

extension SoftLearner {
  /// The critics' loss, of the features of observations and actions, and of targets.
  static func criticObjective(_ critics: CriticEnsemble) -> Objective {
    Objective(training: { weights, inputs, pass in
      let estimates = critics(inputs[0], weights, &pass)
      guard critics.quantileCount == 1 else { return (Loss.quantileHuber(estimates, inputs[1]), []) }
      return (squaredErrors(of: estimates, inputs[1]), [])
    })
  }

  /// The critics' loss by targets of their own, of the features of (s, a) and behind them of (s′, a′), of returns, discounts,
  /// and α log π(a′ | s′): CrossQ, Bhatt and others (2024).
  ///
  /// One pass sees both, so that they are normalized by the same statistics.
  static func jointCriticObjective(_ critics: CriticEnsemble) -> Objective {
    Objective(training: { weights, inputs, pass in
      let values = critics(inputs[0], weights, &pass)
      let rows = values.shape[0] / 2
      let next = least(
        values.slice(rows..<2 * rows, along: 0).reshaped(to: [rows, critics.count]).detached)
      let targets = inputs[1] + inputs[2] * (next - inputs[3]).reshaped(to: [rows, 1])
      return (
        squaredErrors(of: values.slice(0..<rows, along: 0), targets.broadcast(to: [rows, critics.count])), []
      )
    })
  }

  /// Half the squared error, meaned over the rows and summed over the critics.
  private static func squaredErrors(of estimates: Tensor, _ targets: Tensor) -> Tensor {
    let errors = estimates.reshaped(to: targets.shape) - targets
    return errors.squared().mean(along: [0]).sum() * 0.5
  }

  /// The actor's loss, α log π(a | s) − Q(s, a), of the features of observations, noise, α, and the critics' parameters;
  /// it reports the mean of log π(a | s).
  static func actorObjective(
    _ policy: PolicyNetwork, _ critics: CriticEnsemble, _ head: SquashedGaussianHead
  ) -> Objective {
    Objective(reporting: { weights, inputs in
      let (observations, noise, temperature) = (inputs[0], inputs[1], inputs[2])
      let (actions, likelihoods) = Self.sample(policy(observations, weights), noise, head)
      let values = critics(
        .concatenate([observations, actions], along: 1), Weights(inputs.dropFirst(3)))
      let estimates =
        critics.quantileCount > 1
        ? values.mean(along: [1, 2]) : Self.least(values.reshaped(to: Shape(values.shape.prefix(2))))
      return ((likelihoods * temperature - estimates).mean(), [likelihoods.mean()])
    })
  }

  /// Squashed actions from a policy's outputs and standard normal noise, and log π of each.
  static func sample(
    _ outputs: Tensor, _ noise: Tensor, _ head: SquashedGaussianHead
  ) -> (actions: Tensor, logLikelihoods: Tensor) {
    let numbers = DiagonalNormal(outputs).sample(noise)
    return (numbers.tanh(), head.logLikelihood(of: numbers, given: outputs))
  }

  /// The least of each row.
  static func least(_ values: Tensor) -> Tensor {
    (1..<values.shape[1]).reduce(values.slice(0..<1, along: 1)) {
      $0.minimum(values.slice($1..<$1 + 1, along: 1))
    }.reshaped(to: [values.shape[0]])
  }
}
