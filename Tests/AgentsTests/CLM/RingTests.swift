import NeuralNet
import Simulation
import Testing

@testable import Agents

/// Eight narrow normal distributions around a circle.
struct RingOfGaussians {
  static let modes = 8
  static let deviation = 0.1

  static func center(_ mode: Int) -> (x: Float, y: Float) {
    let angle = 2 * Double.pi * Double(mode) / Double(modes)
    return (Float(2 * cosine(angle)), Float(2 * cosine(angle - .pi / 2)))
  }

  private static func cosine(_ angle: Double) -> Double { Double(Tensor([Float(angle)], shape: [1]).cosine().item) }

  static func samples(_ count: Int, using generator: inout RandomGenerator) -> Tensor {
    var numbers: [Float] = []
    for _ in 0..<count {
      let center = center(generator.integers(0..<modes))
      numbers.append(center.x + Float(deviation * generator.standardNormal()))
      numbers.append(center.y + Float(deviation * generator.standardNormal()))
    }
    return Tensor(numbers, shape: [count, 2])
  }

  /// How many modes have a fair share of the samples, and what share of them lies within three deviations of one.
  static func coverage(of samples: Tensor) -> (modes: Int, quality: Double) {
    var counts = Array(repeating: 0, count: modes)
    let values = samples.values
    for row in 0..<samples.shape[0] {
      for mode in 0..<modes {
        let (x, y) = center(mode)
        let (dx, dy) = (values[2 * row] - x, values[2 * row + 1] - y)
        if dx * dx + dy * dy < Float(9 * deviation * deviation) { counts[mode] += 1 }
      }
    }
    let good = counts.reduce(0, +)
    return (counts.count { $0 * 4 * modes > samples.shape[0] }, Double(good) / Double(samples.shape[0]))
  }
}

@Suite("On a ring of eight normal distributions")
struct RingTests {
  private func trained(_ configuration: GANConfiguration, updates: Int) -> Tensor {
    var random = RandomGenerator(seed: 1)
    var gan = ConditionalGAN(
      conditionSize: 0, head: PlainHead(size: 2), configuration: configuration, using: &random)
    for _ in 0..<updates {
      for _ in 0..<configuration.discriminatorUpdates {
        gan.improveDiscriminator(on: RingOfGaussians.samples(64, using: &random), using: &random)
      }
      gan.improveGenerator(using: &random)
    }
    return gan.samples(1000, using: &random)
  }

  static let variants: [(String, @Sendable (inout GANConfiguration) -> Void)] = [
    ("zero-centred penalty", { $0.gradientPenalty = 0.1 }),
    (
      "Wasserstein",
      {
        $0.loss = .wasserstein
        $0.gradientPenalty = 1
        $0.discriminatorUpdates = 3
      }
    ),
  ]

  @Test("a generator and a discriminator find all of them", arguments: variants.indices)
  func adversaries(variant: Int) {
    var configuration = GANConfiguration()
    configuration.hiddenSizes = [64, 64]
    configuration.discriminatorHiddenSizes = [64, 64]
    configuration.batchSize = 64
    Self.variants[variant].1(&configuration)
    let (modes, quality) = RingOfGaussians.coverage(of: trained(configuration, updates: 2000))
    #expect(modes == 8 && quality > 0.4, "\(modes) modes, \(quality)")
  }

  @Test("an autoencoder finds all of them, and fills what is between")
  func autoencoder() {
    var random = RandomGenerator(seed: 1)
    var autoencoder = VariationalAutoencoder(sampleSize: 2, hiddenSizes: [64, 64], using: &random)
    for _ in 0..<3000 {
      autoencoder.improve(on: RingOfGaussians.samples(64, using: &random), learningRate: 2e-3, using: &random)
    }
    let (modes, quality) = RingOfGaussians.coverage(of: autoencoder.samples(1000, using: &random))
    #expect(modes == 8 && quality > 0.3, "\(modes) modes, \(quality)")
  }
}
