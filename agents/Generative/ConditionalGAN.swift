import NeuralNet
import Simulation

/// A generator that makes samples of noise, and a discriminator that learns to tell them from real ones.
///
/// Goodfellow and others (2014), "Generative adversarial nets"; Mirza and Osindero (2014) for samples that depend on a
/// condition. With `Head` the generator's last numbers become what a sample is made of.
///
/// ```swift
/// var gan = ConditionalGAN(conditionSize: 0, head: PlainHead(size: 2), using: &generator)
/// for _ in 0..<5000 {
///   gan.improveDiscriminator(on: batch(), using: &generator)
///   gan.improveGenerator(at: nil, using: &generator)
/// }
/// let samples = gan.samples(1000, using: &generator)
/// ```
public struct ConditionalGAN<Head: GeneratorHead>: Sendable {
  /// The settings.
  public let configuration: GANConfiguration
  /// The number of components of a condition; 0 if samples depend on nothing.
  public let conditionSize: Int
  /// The head, which makes samples of the generator's outputs.
  public internal(set) var head: Head
  /// The generator's network.
  public let generator: Sequential
  /// The discriminator's network.
  public let discriminator: Sequential
  /// The generator's parameters.
  public var generatorParameters: Parameters
  /// The discriminator's parameters.
  public var discriminatorParameters: Parameters
  var generatorOptimizer: Adam
  var discriminatorOptimizer: Adam

  /// Makes both networks.
  ///
  /// - Parameters:
  ///   - conditionSize: How many numbers a condition has; 0 if samples depend on nothing.
  ///   - head: What makes samples of the generator's numbers.
  ///   - configuration: The settings.
  ///   - random: The source of the first parameters.
  public init(
    conditionSize: Int, head: Head, configuration: GANConfiguration = GANConfiguration(),
    using random: inout RandomGenerator
  ) {
    precondition(conditionSize >= 0, "a condition cannot have \(conditionSize) numbers")
    self.configuration = configuration
    self.conditionSize = conditionSize
    self.head = head
    generator = configuration.generator(inputs: conditionSize + configuration.noiseSize, outputs: head.inputSize)
    discriminator = configuration.discriminator(inputs: conditionSize + head.sampleSize)
    let pool = MemoryPool()
    generatorParameters = Parameters(of: generator, named: "generator", in: pool, using: &random)
    discriminatorParameters = Parameters(of: discriminator, named: "discriminator", in: pool, using: &random)
    // As Radford, Metz and Chintala (2016): an adversary moves, and old gradients tell little.
    generatorOptimizer = Adam(for: generatorParameters, beta1: 0.5)
    discriminatorOptimizer = Adam(for: discriminatorParameters, beta1: 0.5)
  }

  /// The memory pool of computations with both networks.
  var pool: MemoryPool? { generatorParameters.pool }
}

/// The head of a generator, which makes samples of its network's outputs.
public protocol GeneratorHead: Sendable {
  /// The number of outputs that the head takes.
  var inputSize: Int { get }
  /// The number of components of a sample.
  var sampleSize: Int { get }
  /// The size of the noise for the head itself, which the generator does not see.
  var chanceSize: Int { get }

  /// Makes samples, one row each, so that gradients pass.
  ///
  /// - Parameters:
  ///   - numbers: The generator's last numbers.
  ///   - chance: Standard normal numbers.
  func samples(of numbers: Tensor, chance: Tensor?) -> Tensor
}

extension GeneratorHead {
  /// No noise.
  public var chanceSize: Int { 0 }
}

/// A head whose samples are the outputs themselves.
public struct PlainHead: GeneratorHead {
  /// The number of components of a sample.
  public let sampleSize: Int

  /// Makes a head.
  public init(size: Int) { sampleSize = size }

  /// As many outputs as a sample has components.
  public var inputSize: Int { sampleSize }

  /// Returns the outputs.
  public func samples(of numbers: Tensor, chance: Tensor?) -> Tensor { numbers }
}

extension ConditionalGAN {
  /// Draws the noise of some samples.
  func noise(_ rows: Int, using random: inout RandomGenerator) -> GeneratorNoise {
    GeneratorNoise(
      seen: .standardNormal([rows, configuration.noiseSize], in: pool, using: &random),
      chance: head.chanceSize > 0 ? .standardNormal([rows, head.chanceSize], in: pool, using: &random) : nil)
  }

  /// The generator's last numbers for some conditions and some noise.
  func numbers(
    _ condition: Tensor?, _ noise: GeneratorNoise, _ weights: Weights, _ pass: inout ForwardPass
  ) -> Tensor {
    generator(joined(condition, noise.seen), weights, &pass)
  }

  /// Returns the discriminator's logits that some samples are real.
  func logits(_ condition: Tensor?, _ samples: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    discriminator(joined(condition, samples), weights, &pass).reshaped(to: [samples.shape[0]])
  }

  /// Returns the discriminator's logits that some samples are real, when it is not learning.
  func logits(_ condition: Tensor?, _ samples: Tensor) -> Tensor {
    var pass = ForwardPass()
    return logits(condition, samples, discriminatorParameters.constants, &pass)
  }

  /// Returns samples for some conditions, outside of training.
  func samples(_ condition: Tensor?, noise: GeneratorNoise) -> Tensor {
    var pass = ForwardPass()
    return samples(condition, noise: noise, &pass)
  }

  func samples(_ condition: Tensor?, noise: GeneratorNoise, _ pass: inout ForwardPass) -> Tensor {
    let numbers = numbers(condition, noise, generatorParameters.constants, &pass)
    return head.samples(of: numbers, chance: noise.chance)
  }

  /// Samples that depend on nothing, one row each.
  public func samples(_ count: Int, using random: inout RandomGenerator) -> Tensor {
    samples(nil, noise: noise(count, using: &random))
  }

  private func joined(_ condition: Tensor?, _ numbers: Tensor) -> Tensor {
    precondition(
      (condition?.shape[1] ?? 0) == conditionSize,
      "conditions of the shape \(condition?.shape ?? []) do not have \(conditionSize) numbers")
    return condition.map { .concatenate([$0, numbers], along: 1) } ?? numbers
  }
}

/// The noise of some samples: standard normal numbers, one row each.
struct GeneratorNoise {
  /// The noise that the generator is given.
  let seen: Tensor
  /// The noise that the head is given; `nil` if it takes none.
  let chance: Tensor?
}
