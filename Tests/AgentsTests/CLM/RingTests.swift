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

  @Test("a generator and a discriminator find all of them", arguments: AdversarialLossKind.allCases)
  func adversaries(loss: AdversarialLossKind) {
    var configuration = GANConfiguration()
    configuration.loss = loss
    configuration.gradientPenalty = loss == .wasserstein ? 1 : 0.1
    configuration.discriminatorUpdates = loss == .wasserstein ? 3 : 1
    configuration.instanceNoise = 0
    (configuration.hiddenSizes, configuration.discriminatorHiddenSizes) = ([64, 64], [64, 64])
    var random = RandomGenerator(seed: 1)
    var gan = ConditionalGAN(
      conditionSize: 0, head: PlainHead(size: 2), configuration: configuration, using: &random)
    for _ in 0..<2000 {
      for _ in 0..<configuration.discriminatorUpdates {
        gan.improveDiscriminator(on: Self.batch(using: &random), using: &random)
      }
      gan.improveGenerator(using: &random)
    }
    let (modes, quality) = RingOfGaussians.coverage(of: gan.samples(1000, using: &random).values)
    #expect(modes == 8 && quality > 0.4, "\(modes) modes, \(quality)")
  }

  @Test("an autoencoder finds all of them, and fills what is between")
  func autoencoder() {
    var random = RandomGenerator(seed: 1)
    var autoencoder = VariationalAutoencoder(sampleSize: 2, hiddenSizes: [64, 64], using: &random)
    for _ in 0..<3000 {
      autoencoder.improve(on: Self.batch(using: &random), learningRate: 2e-3, using: &random)
    }
    let (modes, quality) = RingOfGaussians.coverage(of: autoencoder.samples(1000, using: &random).values)
    #expect(modes == 8 && quality > 0.3, "\(modes) modes, \(quality)")
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
