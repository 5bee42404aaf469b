import NeuralNet

/// The meta-objective of policies on the trials of some tasks: PPO's surrogate of the adapted policies, through the steps
/// that adapted them.
///
/// Steps of adaptation are along the gradient of the likelihood ratios, whose second derivatives are those of the expected
/// return: Rothfuss and others (2019), "ProMP: proximal meta-policy search", equations 8 to 13.
struct PolicyMAMLLoss: Sendable {
  let network: PolicyNetwork
  let head: any ActionHead
  let configuration: PolicyMAMLConfiguration

  /// The experience of some tasks between two steps of adaptation, as tensors: tasks × rows.
  struct Phase {
    var inputs: Tensor
    var targets: Tensor
    var logLikelihoods: Tensor
    var advantages: Tensor
    /// One over the number of a task's steps, and zero for rows that are none.
    var weights: Tensor

    static let tensorCount = 5
    var tensors: [Tensor] { [inputs, targets, logLikelihoods, advantages, weights] }
  }

  /// The parts of the loss.
  struct Report: Codable, Equatable, Sendable {
    let surrogate: Float
    let divergence: Float
    let entropy: Float
    let clipFraction: Float
    /// The norm of the gradient.
    var gradientNorm: Float = 0

    init(_ numbers: [Float]) {
      (surrogate, divergence, entropy, clipFraction) = (numbers[0], numbers[1], numbers[2], numbers[3])
    }
  }

  /// Computes the sum of the tasks' losses times a share, and the numbers of a ``Report`` likewise.
  ///
  /// - Parameters:
  ///   - weights: The beginning.
  ///   - phases: The experience by which each step adapts, and behind it that of the adapted policies.
  ///   - share: One over the number of all tasks.
  func callAsFunction(_ weights: Weights, _ phases: [Phase], share: Float) -> (loss: Tensor, report: [Tensor]) {
    var adapted = weights.stacked(phases[0].inputs.shape[0])
    var divergence = Tensor(0)
    for (step, phase) in phases.dropLast().enumerated() {
      let logRatios = logRatios(phase, adapted).values
      let ratios = logRatios.exponential()
      divergence = divergence + ((ratios - 1 - logRatios) * phase.weights).sum()
      let gain = (ratios * phase.advantages * phase.weights).sum()
      var slopes = gradient(of: gain, at: adapted.all, createGraph: true)
      if configuration.firstOrder { slopes = slopes.map(\.detached) }
      let rate = configuration.adaptation.rate(ofStep: step)
      adapted = Weights(zip(adapted.all, slopes).map { $0 + $1 * rate })
    }
    let last = phases[phases.count - 1]
    let (logRatios, outputs) = logRatios(last, adapted)
    let (ratios, range) = (logRatios.exponential(), Float(configuration.clipRange))
    let clipped = ratios.clamped(to: 1 - range...1 + range)
    let surrogate = ((ratios * last.advantages).minimum(clipped * last.advantages) * last.weights).sum() * share
    let entropy = (head.entropy(of: outputs).reshaped(to: last.weights.shape) * last.weights).sum() * share
    let beyond = ((ratios.detached - 1).magnitude().isGreater(than: Tensor(range)) * last.weights).sum() * share
    divergence = divergence * share
    let loss = divergence * Float(configuration.divergenceWeight) - surrogate
    return (loss, [surrogate, divergence, entropy, beyond])
  }

  /// log π(a | s) − log π_old(a | s) of each step, 0 for rows that are none, and the outputs, one row for each.
  private func logRatios(_ phase: Phase, _ weights: Weights) -> (values: Tensor, outputs: Tensor) {
    let shape = phase.weights.shape
    let outputs = network(phase.inputs, weights).reshaped(to: [shape.elementCount, head.outputCount])
    let targets = phase.targets.reshaped(to: [shape.elementCount, head.actionSize])
    let likelihoods = head.logLikelihood(of: targets, given: outputs).reshaped(to: shape)
    return ((likelihoods - phase.logLikelihoods) * phase.weights.isGreater(than: Tensor(0)), outputs)
  }
}

extension PolicyMAMLLoss.Phase {
  /// Reads the phases of a list of tensors, as an objective takes them.
  static func phases(_ tensors: [Tensor]) -> [Self] {
    stride(from: 0, to: tensors.count, by: tensorCount).map { start in
      Self(
        inputs: tensors[start], targets: tensors[start + 1], logLikelihoods: tensors[start + 2],
        advantages: tensors[start + 3], weights: tensors[start + 4])
    }
  }

  /// Puts the experience of tasks beside each other, filled up with rows that count nothing.
  init(_ tasks: [Experience], rows: Int, featureCount: Int, actionSize: Int, in pool: MemoryPool?) {
    func tensor(_ width: Int, _ numbers: (Experience) -> [Float]) -> Tensor {
      Tensor(shape: Shape([tasks.count, rows] + (width > 0 ? [width] : [])), in: pool) { span in
        let size = rows * max(width, 1)
        for (task, experience) in tasks.enumerated() {
          let known = numbers(experience)
          for place in 0..<size { span[task * size + place] = place < known.count ? known[place] : 0 }
        }
      }
    }
    inputs = tensor(featureCount, \.inputs)
    targets = tensor(actionSize, \.targets)
    logLikelihoods = tensor(0, \.logLikelihoods)
    advantages = tensor(0, \.advantages)
    weights = tensor(0) { Array(repeating: 1 / Float($0.count), count: $0.count) }
  }
}
