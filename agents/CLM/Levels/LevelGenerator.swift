import Foundation
import NeuralNet
import Simulation

/// Generates levels that look designed and that an agent is expected to regret.
///
/// G and D are a ``ConditionalGAN`` over level vectors; R̂ is a network that learns from finished episodes how much an
/// agent regrets a level. With D as usual, G makes small
///
/// > L_G = E[−log σ(f(x̃))] − κ · E[1{σ(f(x̃)) ≥ τ} · min(max(R̂(x̃), 0), 3)],
///
/// with R̂ in units of the mean regret of late: it is praised for levels from which there is most to learn, but only as
/// far as D holds them to be designed. Regret as a guide to levels is that of Dennis and others (2020), "Emergent
/// complexity and zero-shot transfer via unsupervised environment design"; a generator that D keeps realistic is ours.
///
/// ```swift
/// var levels = LevelGenerator(of: designed, using: &random)
/// levels.improve(on: designed, using: &random)
/// let made = levels.make(16, using: &random)
/// ```
public struct LevelGenerator: Sendable {
  /// A generated level.
  public struct Made: Codable, Equatable, Sendable {
    /// The level.
    public var level: [Float]
    /// The probability that the discriminator gives it to be designed.
    public var realism: Float
  }

  /// A regret sample: a level with the agent's regret on it.
  public struct Lesson: Codable, Equatable, Sendable {
    /// The level.
    public var level: [Float]
    /// The best known score less the agent's.
    public var regret: Float

    /// Makes a regret sample.
    public init(level: [Float], regret: Float) {
      self.level = level
      self.regret = regret
    }
  }

  /// The settings.
  public let configuration: LevelConfiguration
  var gan: ConditionalGAN<LevelHead>
  let critic: Sequential
  var criticParameters: Parameters
  var criticOptimizer: Adam

  /// Makes all networks.
  ///
  /// - Parameters:
  ///   - designed: Designed levels, in the units of which levels are seen.
  ///   - configuration: The settings.
  ///   - adversaries: The settings of generator and discriminator, but for the noise.
  ///   - random: The source of the first parameters.
  public init(
    of designed: [[Float]], configuration: LevelConfiguration = LevelConfiguration(),
    adversaries: GANConfiguration = GANConfiguration(), using random: inout RandomGenerator
  ) {
    self.configuration = configuration
    let head = LevelHead(of: designed)
    var adversaries = adversaries
    adversaries.noiseSize = configuration.levelNoiseSize
    gan = ConditionalGAN(
      conditionSize: 0, head: head, configuration: adversaries, using: &random)
    critic = .perceptron([head.sampleSize] + adversaries.discriminatorHiddenSizes + [1])
    criticParameters = Parameters(of: critic, named: "regret", in: gan.pool ?? MemoryPool(), using: &random)
    criticOptimizer = Adam(for: criticParameters)
  }

  /// The number of components of a level.
  public var levelSize: Int { gan.head.sampleSize }

  /// Updates D, then G, at the initial step sizes of their schedules: one whose steps shrink more loses.
  ///
  /// - Parameters:
  ///   - designed: Designed levels, of which batches are drawn.
  ///   - regretScale: The mean regret of late; 0 where nothing is known of regret, which then does not count.
  ///   - random: The source of chance.
  /// - Returns: Whether both losses are numbers.
  @discardableResult
  public mutating func improve(
    on designed: [[Float]], regretScale: Float = 0, using random: inout RandomGenerator
  ) -> Bool {
    var isFinite = true
    for _ in 0..<gan.configuration.discriminatorUpdates {
      let batch = (0..<gan.configuration.batchSize).map { _ in designed[random.integers(0..<designed.count)] }
      isFinite = gan.improveDiscriminator(on: rows(batch), using: &random).isFinite && isFinite
    }
    let (weight, threshold) = (Float(configuration.levelCreativity), self.threshold)
    let (critic, weights) = (critic, criticParameters.constants)
    let made = gan.improveGenerator(using: &random) { _, samples, logits in
      guard regretScale > 0, weight > 0, let logits else { return .filled(0, shape: []) }
      // Only what looks designed may be hard.
      let isReal = logits.detached.isGreater(than: .filled(threshold, shape: logits.shape))
      let regrets = critic(samples, weights).reshaped(to: logits.shape) / regretScale
      return -((regrets.clamped(to: 0...3) * isReal.detached).mean() * weight)
    }
    return made.isFinite && isFinite
  }

  /// Updates R̂.
  ///
  /// - Parameters:
  ///   - lessons: What is known of regret, of which a batch is drawn.
  ///   - random: The source of chance.
  /// - Returns: The loss, the mean of the squared errors; not a number if nothing was learned.
  @discardableResult
  public mutating func learnRegret(from lessons: [Lesson], using random: inout RandomGenerator) -> Float {
    let batch = (0..<gan.configuration.batchSize).map { _ in lessons[random.integers(0..<lessons.count)] }
    let levels = rows(batch.map(\.level))
    let regrets = Tensor(batch.map(\.regret), shape: [batch.count, 1], in: gan.pool)
    let (loss, gradients) = criticParameters.valueAndGradient { weights in
      (critic(levels, weights) - regrets).squared().mean()
    }
    let step = criticOptimizer.step(&criticParameters, along: gradients, of: loss, rate: 1e-3)
    return step.divergence == nil ? loss : .nan
  }

  /// Generates levels, each with its realism according to D.
  public func make(_ count: Int, using random: inout RandomGenerator) -> [Made] {
    let samples = gan.samples(count, using: &random)
    let (numbers, logits) = (samples.values, gan.logits(nil, samples).values)
    return (0..<count).map { row in
      let level = gan.head.level(of: numbers[row * levelSize..<(row + 1) * levelSize])
      return Made(level: level, realism: 1 / (1 + exp(-logits[row])))
    }
  }

  /// Returns the agent's expected regret on each of some levels.
  public func regrets(of levels: [[Float]]) -> [Float] {
    critic(rows(levels), criticParameters.constants).values
  }

  /// D's logit from which on a level looks designed enough.
  private var threshold: Float {
    let share = Float(configuration.levelRealism)
    return share > 0 ? log(share / (1 - share)) : -.infinity
  }

  private func rows(_ levels: [[Float]]) -> Tensor {
    Tensor(levels.flatMap(gan.head.sample), shape: [levels.count, levelSize], in: gan.pool)
  }
}
