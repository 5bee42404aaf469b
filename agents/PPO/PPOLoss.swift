import NeuralNet

/// PPO's loss on a shard of a minibatch: Schulman and others (2017), equations 7 and 9.
struct PPOLoss: Sendable {
  /// The network.
  let network: ActorCritic
  /// The head.
  let head: any ActionHead
  /// The weight of the values' squared error.
  let valueWeight: Float
  /// True if values are not to go far from their old estimates.
  let clipsValues: Bool

  /// The steps of a shard, one row each.
  struct Steps {
    /// The observations.
    var sequences: ActorCritic.Sequences
    /// The targets that stand for the actions.
    var targets: Tensor
    /// log π(a | s) before the updates.
    var logLikelihoods: Tensor
    /// Â, normalized if it is to be.
    var advantages: Tensor
    /// The λ-returns.
    var returns: Tensor
    /// V before the updates.
    var values: Tensor
    /// One over the number of steps in the minibatch; 0 for rows that are none.
    var weights: Tensor
    /// ``Coefficients``.
    var coefficients: Tensor
    /// The penalties of actions that are not allowed; `nil` where all always are.
    var penalties: Tensor?
    /// The summands of the outputs, which shift means; `nil` for none.
    var shifts: Tensor?
  }

  /// The numbers that follow schedules.
  struct Coefficients {
    let clipRange: Float
    let valueClipRange: Float
    let entropyWeight: Float

    func tensor(in pool: MemoryPool?) -> Tensor {
      Tensor([clipRange, valueClipRange, entropyWeight], shape: [3], in: pool)
    }
  }

  /// The parts of the loss, and how far the policy has gone, in the order of ``callAsFunction(_:_:)``.
  struct Report: Equatable, Codable, Sendable {
    var policyLoss: Float
    var valueLoss: Float
    var entropy: Float
    /// The Kullback-Leibler divergence from the old policy, estimated as the mean of r − 1 − log r.
    var divergence: Float
    /// The share of steps whose ratio is beyond the clip range.
    var clipFraction: Float

    init(_ numbers: [Float]) {
      (policyLoss, valueLoss, entropy) = (numbers[0], numbers[1], numbers[2])
      (divergence, clipFraction) = (numbers[3], numbers[4])
    }
  }

  /// Computes the loss of some steps, and the numbers of a ``Report``.
  func callAsFunction(_ weights: Weights, _ steps: Steps) -> (loss: Tensor, report: [Tensor]) {
    var (outputs, values) = network(steps.sequences, weights)
    if let penalties = steps.penalties { outputs = outputs + penalties }
    if let shifts = steps.shifts { outputs = outputs + shifts }
    let clipRange = steps.coefficients.slice(0..<1)
    let logRatios = head.logLikelihood(of: steps.targets, given: outputs) - steps.logLikelihoods
    let ratios = logRatios.exponential()
    let clipped = ratios.maximum(1 - clipRange).minimum(1 + clipRange)
    let surrogates = (ratios * steps.advantages).minimum(clipped * steps.advantages)
    let policyLoss = -(surrogates * steps.weights).sum()
    let valueLoss = (squaredErrors(of: values, steps) * steps.weights).sum()
    let entropy = (head.entropy(of: outputs) * steps.weights).sum()
    let loss = policyLoss + valueLoss * valueWeight - entropy * steps.coefficients.slice(2..<3).reshaped(to: [])
    let divergence = ((ratios.detached - 1 - logRatios.detached) * steps.weights).sum()
    let isClipped = (ratios.detached - 1).magnitude().isGreater(than: clipRange)
    return (loss, [policyLoss, valueLoss, entropy, divergence, (isClipped * steps.weights).sum()])
  }

  private func squaredErrors(of values: Tensor, _ steps: Steps) -> Tensor {
    let errors = (values - steps.returns).squared()
    guard clipsValues else { return errors }
    let range = steps.coefficients.slice(1..<2)
    let moves = (values - steps.values).maximum(-range).minimum(range)
    return errors.maximum((steps.values + moves - steps.returns).squared())
  }
}

extension PPOLoss.Steps {
  /// The tensors in a list, as an objective takes them.
  var tensors: [Tensor] {
    [sequences.observations, targets, logLikelihoods, advantages, returns, values, weights, coefficients]
      + [penalties, shifts, sequences.states, sequences.kept].compactMap(\.self)
  }

  /// Reads the tensors of a list.
  init(_ tensors: [Tensor], sequenceLength: Int, isMasked: Bool, isShifted: Bool = false) {
    var (sequences, rest) = (ActorCritic.Sequences(observations: tensors[0]), tensors.dropFirst(8))
    penalties = isMasked ? rest.popFirst() : nil
    shifts = isShifted ? rest.popFirst() : nil
    sequences.length = sequenceLength
    sequences.states = rest.popFirst()
    sequences.kept = rest.popFirst()
    self.sequences = sequences
    (targets, logLikelihoods, advantages, returns) = (tensors[1], tensors[2], tensors[3], tensors[4])
    (values, weights, coefficients) = (tensors[5], tensors[6], tensors[7])
  }
}
