import NeuralNet
import Simulation
import Training

/// The settings of a generator and of the discriminator that judges it.
///
/// As text their names begin with what they are about, so that they can stand in one list with those of an agent.
public struct GANConfiguration: Settings {
  /// The loss of the two networks.
  public var loss = AdversarialLossKind.nonSaturating
  /// The size of the noise that the generator is given.
  public var noiseSize = 8
  /// The sizes of the generator's hidden layers.
  public var hiddenSizes = [128, 128]
  /// The sizes of the discriminator's hidden layers.
  public var discriminatorHiddenSizes = [64, 64]
  /// The normalization behind the linear layers of the generator.
  public var normalization = NormalizationKind.none
  /// True if no layer of the discriminator may stretch a vector: spectral normalization, see `SpectralLinear`.
  public var spectralNormalization = false
  /// The share of the discriminator's hidden numbers that are dropped in training.
  public var dropout = 0.0
  /// The slope of both networks' rectifiers below zero.
  public var leak = 0.2
  /// The step size of the generator's Adam.
  public var learningRate = Schedule.linear(from: 1e-3, to: 3e-5, fraction: 1)
  /// The step size of the discriminator's Adam.
  public var discriminatorLearningRate = Schedule.constant(1e-3)
  /// The batch size: the number of samples of an update.
  public var batchSize = 64
  /// The number of the discriminator's updates for each of the generator's.
  public var discriminatorUpdates = 1
  /// The weight of the penalty on the discriminator's gradient between real and generated samples; 0 for none.
  public var gradientPenalty = 0.001
  /// The deviation of the noise that is added to all that the discriminator sees: Sønderby and others (2017).
  ///
  /// Differences that are much smaller than it go unnoticed. In the units in which samples are given.
  public var instanceNoise = 0.05

  /// The defaults.
  public init() {}

  /// The settings, with their ranges.
  public static var settings: SettingList<Self> {
    Setting(\.loss, "adversarialLoss", "The loss that generator and discriminator make small.")
    Setting(\.noiseSize, "generatorNoiseSize", "How many numbers of noise the generator is given.", in: 1...4096)
    Setting(hiddenSizes: \.hiddenSizes, "generatorHiddenSizes", "The sizes of the generator's hidden layers.")
    Setting(
      hiddenSizes: \.discriminatorHiddenSizes, "discriminatorHiddenSizes",
      "The sizes of the discriminator's hidden layers.")
    Setting(
      \.normalization, "generatorNormalization", "The normalization behind the linear layers of the generator.")
    Setting(
      \.spectralNormalization, "discriminatorSpectralNormalization",
      "Whether no layer of the discriminator may stretch a vector.")
    Setting(
      \.dropout, "discriminatorDropout",
      "The share of the discriminator's hidden numbers that are dropped in training.", in: 0..<1)
    Setting(\.leak, "leak", "The slope of both networks' rectifiers below zero.", in: 0...1)
    Setting(
      \.learningRate, "generatorLearningRate", "The step size of the generator's Adam; a number or a schedule.",
      in: .above(0, upTo: 1))
    Setting(
      \.discriminatorLearningRate, "discriminatorLearningRate",
      "The step size of the discriminator's Adam; a number or a schedule.", in: .above(0, upTo: 1))
    Setting(\.batchSize, "generatorBatchSize", "How many samples an update looks at.", in: 2...65_536)
    Setting(
      \.discriminatorUpdates, "discriminatorUpdates",
      "How many updates the discriminator makes for each of the generator's.", in: 1...1000)
    Setting(
      \.gradientPenalty, "discriminatorGradientPenalty",
      "The weight of the penalty on the discriminator's gradient between real and made; 0 for none.", in: 0...)
    Setting(
      \.instanceNoise, "discriminatorInstanceNoise",
      "The deviation of the noise that is added to all that the discriminator sees.", in: 0...)
  }
}

/// The normalization of the numbers within a network, which brings them to one scale.
public enum NormalizationKind: String, NamedChoice {
  /// No normalization.
  case none
  /// Each number over the batch: `BatchNorm`.
  case batch
  /// All numbers of a row: `LayerNorm`.
  case layer

  /// A normalization.
  public static let noun = "normalization"

  /// Returns the layer that normalizes; `nil` if there is none.
  func layer(of size: Int) -> (any Layer)? {
    switch self {
    case .none: nil
    case .batch: BatchNorm(size)
    case .layer: LayerNorm([size])
    }
  }
}

extension GANConfiguration {
  /// A generator's network.
  func generator(inputs: Int, outputs: Int) -> Sequential {
    var layers: [any Layer] = []
    var width = inputs
    for size in hiddenSizes {
      layers.append(Linear(width, size))
      if let normal = normalization.layer(of: size) { layers.append(normal) }
      layers.append(LeakyReLU(slope: Float(leak)))
      width = size
    }
    return Sequential(layers + [Linear(width, outputs)])
  }

  /// A discriminator's network, with one output.
  func discriminator(inputs: Int) -> Sequential {
    func linear(_ inputs: Int, _ outputs: Int) -> any Layer {
      spectralNormalization ? SpectralLinear(inputs, outputs) : Linear(inputs, outputs)
    }
    var layers: [any Layer] = []
    var width = inputs
    for size in discriminatorHiddenSizes {
      layers += [linear(width, size), LeakyReLU(slope: Float(leak))]
      if dropout > 0 { layers.append(Dropout(Float(dropout))) }
      width = size
    }
    return Sequential(layers + [linear(width, 1)])
  }
}
