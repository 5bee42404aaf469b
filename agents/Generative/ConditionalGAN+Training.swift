import NeuralNet
import Simulation

extension ConditionalGAN {
  /// The report of an update: its loss and gradient norm.
  public struct Report: Sendable, Equatable {
    /// The loss.
    public var loss: Float = 0
    /// The norm of its gradient.
    public var gradientNorm: Float = 0

    /// True if both are finite.
    public var isFinite: Bool { loss.isFinite && gradientNorm.isFinite }
  }

  /// Updates the discriminator on real samples and as many generated ones.
  ///
  /// - Parameters:
  ///   - real: The real samples, one row each.
  ///   - condition: What each depends on; `nil` if on nothing.
  ///   - progress: How far the schedules are, from 0 to 1.
  ///   - random: The source of chance.
  /// - Returns: What was found; if it is not finite, nothing was learned.
  @discardableResult
  public mutating func improveDiscriminator(
    on real: Tensor, at condition: Tensor? = nil, progress: Double = 0, using random: inout RandomGenerator
  ) -> Report {
    // Statistics of a batch are to be those of the batches that the generator learns from.
    var making = ForwardPass(trainingWithSeed: random.next())
    let made = samples(condition, noise: noise(real.shape[0], using: &random), &making)
    let (seenReal, seenMade) = (blurred(real, using: &random), blurred(made, using: &random))
    let between = Tensor.mixture(of: seenReal, seenMade, in: pool, using: &random)
    let (weight, kind) = (Float(configuration.gradientPenalty), configuration.loss)
    var pass = ForwardPass(trainingWithSeed: random.next())
    let (loss, gradients) = discriminatorParameters.valueAndGradient { weights in
      let realLogits = logits(condition, seenReal, weights, &pass)
      let madeLogits = logits(condition, seenMade, weights, &pass)
      let loss = kind.discriminatorLoss(real: realLogits, made: madeLogits)
      guard weight > 0 else { return loss }
      let penalty = gradientPenalty(at: between, length: kind.gradientTarget) { samples in
        logits(condition, samples, weights, &pass)
      }
      return loss + penalty * weight
    }
    return Self.step(
      &discriminatorParameters, &discriminatorOptimizer, along: gradients, of: loss, pass,
      rate: configuration.discriminatorLearningRate.value(at: progress))
  }

  /// Updates the generator, so that the discriminator takes its samples for real more often.
  ///
  /// - Parameters:
  ///   - condition: What each sample is to depend on; `nil` if on nothing, for as many as a batch has.
  ///   - weight: How much it matters what the discriminator thinks.
  ///   - progress: How far the schedules are, from 0 to 1.
  ///   - random: The source of chance.
  ///   - cost: What else is to be made small, of the generator's last numbers, of the samples, and of what the
  ///     discriminator thinks of them; `nil` if that does not matter.
  /// - Returns: What was found; if it is not finite, nothing was learned.
  @discardableResult
  public mutating func improveGenerator(
    at condition: Tensor? = nil, adversarialWeight weight: Float = 1, progress: Double = 0,
    using random: inout RandomGenerator,
    cost: ((_ numbers: Tensor, _ samples: Tensor, _ logits: Tensor?) -> Tensor)? = nil
  ) -> Report {
    let noise = noise(condition?.shape[0] ?? configuration.batchSize, using: &random)
    var pass = ForwardPass(trainingWithSeed: random.next())
    let (loss, gradients) = generatorParameters.valueAndGradient { weights in
      let numbers = numbers(condition, noise, weights, &pass)
      let samples = head.samples(of: numbers, chance: noise.chance)
      let verdict = weight > 0 ? verdict(on: samples, at: condition, using: &random) : nil
      let deceit = verdict.map { configuration.loss.generatorLoss(made: $0) * weight }
      let rest = cost?(numbers, samples, verdict)
      guard let deceit else { return rest ?? .filled(0, shape: [], in: pool) }
      return rest.map { $0 + deceit } ?? deceit
    }
    return Self.step(
      &generatorParameters, &generatorOptimizer, along: gradients, of: loss, pass,
      rate: configuration.learningRate.value(at: progress))
  }

  private static func step(
    _ parameters: inout Parameters, _ optimizer: inout Adam, along gradients: Gradients, of loss: Float,
    _ pass: ForwardPass, rate: Double
  ) -> Report {
    let step = optimizer.step(&parameters, along: gradients, of: loss, rate: rate)
    if step.divergence == nil { parameters.apply(pass) }
    return Report(loss: loss, gradientNorm: step.norm)
  }

  /// Returns the discriminator's accuracy on some samples; for a distance, by which mean is nearer.
  ///
  /// - Parameters:
  ///   - real: Real samples that it has not learned from.
  ///   - condition: What each depends on; the made ones are for the same.
  ///   - random: The source of chance.
  public func accuracy(
    on real: Tensor, at condition: Tensor? = nil, using random: inout RandomGenerator
  ) -> Double {
    let made = samples(condition, noise: noise(real.shape[0], using: &random))
    let realLogits = logits(condition, blurred(real, using: &random)).values
    let madeLogits = logits(condition, blurred(made, using: &random)).values
    let edge = configuration.loss == .wasserstein ? (realLogits + madeLogits).mean : 0
    let right = realLogits.count { $0 > edge } + madeLogits.count { $0 <= edge }
    return Double(right) / Double(2 * real.shape[0])
  }

  /// Returns the discriminator's logits of samples through which gradients pass, blurred as it has learned to see them.
  private func verdict(on samples: Tensor, at condition: Tensor?, using random: inout RandomGenerator) -> Tensor {
    let seen = blurred(samples, using: &random)
    var pass = ForwardPass(trainingWithSeed: random.next())
    return logits(condition, seen, discriminatorParameters.constants, &pass)
  }

  private func blurred(_ samples: Tensor, using random: inout RandomGenerator) -> Tensor {
    guard configuration.instanceNoise > 0 else { return samples }
    return samples + .standardNormal(samples.shape, in: pool, using: &random) * Float(configuration.instanceNoise)
  }
}

extension [Float] {
  /// The mean.
  var mean: Float { reduce(0, +) / Float(count) }
}
