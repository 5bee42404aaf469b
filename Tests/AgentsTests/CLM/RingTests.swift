import NeuralNet
import Simulation
import TestSupport
import Testing

@testable import Agents

@Suite("On a ring of eight normal distributions")
struct RingTests {
  private static func batch(using random: inout RandomGenerator) -> Tensor {
    Tensor(RingOfGaussians.samples(64, using: &random), shape: [64, 2])
  }

  /// Whether two seeds of three find all of them: a vote, since what one training reaches hangs on the last bits of its
  /// products, which differ between processors.
  private func isFound(_ isFound: (UInt64) -> Bool) -> Bool {
    var votes = 0
    for seed: UInt64 in 1...3 where votes < 2 && isFound(seed) { votes += 1 }
    return votes == 2
  }

  /// How a generator and its discriminator learn the ring: with little noise, which a ring needs no more of, and step
  /// sizes that fall, so that they come to rest.
  private func configuration(_ loss: AdversarialLossKind) -> GANConfiguration {
    var configuration = GANConfiguration()
    configuration.loss = loss
    configuration.gradientPenalty = loss == .wasserstein ? 1 : 0.1
    configuration.discriminatorUpdates = loss == .wasserstein ? 2 : 1
    configuration.instanceNoise = 0
    configuration.noiseSize = 2
    configuration.learningRate = .linear(from: loss == .wasserstein ? 3e-3 : 2e-3, to: 1e-4, fraction: 1)
    configuration.discriminatorLearningRate = configuration.learningRate
    (configuration.hiddenSizes, configuration.discriminatorHiddenSizes) = ([64, 64], [64, 64])
    return configuration
  }

  @Test("a generator and a discriminator find all of them", arguments: AdversarialLossKind.allCases)
  func adversaries(loss: AdversarialLossKind) {
    let (configuration, updates) = (configuration(loss), 2000)
    let isFound = isFound { seed in
      var random = RandomGenerator(seed: seed)
      var gan = ConditionalGAN(
        conditionSize: 0, head: PlainHead(size: 2), configuration: configuration, using: &random)
      for update in 0..<updates {
        let progress = Double(update) / Double(updates)
        for _ in 0..<configuration.discriminatorUpdates {
          gan.improveDiscriminator(on: Self.batch(using: &random), progress: progress, using: &random)
        }
        gan.improveGenerator(progress: progress, using: &random)
      }
      let (modes, quality) = RingOfGaussians.coverage(of: gan.samples(1000, using: &random).values)
      return modes == 8 && quality > 0.5
    }
    #expect(isFound)
  }

  @Test("an autoencoder finds all of them, and fills what is between")
  func autoencoder() {
    let isFound = isFound { seed in
      var random = RandomGenerator(seed: seed)
      var autoencoder = VariationalAutoencoder(sampleSize: 2, hiddenSizes: [64, 64], using: &random)
      for _ in 0..<3000 {
        autoencoder.improve(on: Self.batch(using: &random), learningRate: 2e-3, using: &random)
      }
      let (modes, quality) = RingOfGaussians.coverage(of: autoencoder.samples(1000, using: &random).values)
      return modes == 8 && quality > 0.3
    }
    #expect(isFound)
  }
}

@Suite("Fidelity of samples")
struct SampleFidelityTests {
  private func ring(_ count: Int, seed: UInt64) -> [Float] {
    var random = RandomGenerator(seed: seed)
    return RingOfGaussians.samples(count, using: &random)
  }

  @Test("is that of the same distribution for samples of the same distribution")
  func same() {
    let fidelity = SampleFidelity(made: ring(500, seed: 1), real: ring(500, seed: 2), size: 2)
    #expect(abs(fidelity.density - 1) < 0.1 && fidelity.coverage > 0.9 && abs(fidelity.novelty - 1) < 0.2)
  }

  @Test("tells copies, forgotten modes and wrong places apart")
  func different() {
    let real = ring(500, seed: 2)
    #expect(SampleFidelity(made: real, real: real, size: 2).novelty == 0)
    let half = SampleFidelity(made: real.chunks.filter { ($0.first ?? 0) > 0 }.flatMap { $0 }, real: real, size: 2)
    #expect(half.coverage < 0.7 && half.density > 0.9)
    let far = SampleFidelity(made: real.map { $0 + 5 }, real: real, size: 2)
    #expect(far.coverage == 0 && far.density == 0 && far.novelty > 20)
  }
}

extension [Float] {
  fileprivate var chunks: [ArraySlice<Float>] { stride(from: 0, to: count, by: 2).map { self[$0..<$0 + 2] } }
}
