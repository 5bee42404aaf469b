import NeuralNet
import Simulation

/// A variational autoencoder: encodes samples as a few latent numbers, and generates samples from such numbers.
///
/// Kingma and Welling (2014), "Auto-encoding variational Bayes": the evidence lower bound, with a normal decoder whose
/// deviation is the same everywhere and a standard normal prior.
///
/// ```swift
/// var autoencoder = VariationalAutoencoder(sampleSize: 2, using: &generator)
/// for _ in 0..<5000 { autoencoder.improve(on: batch(), using: &generator) }
/// let samples = autoencoder.samples(1000, using: &generator)
/// ```
public struct VariationalAutoencoder: Sendable {
  /// The number of components of a sample.
  public let sampleSize: Int
  /// The size of the latent variable.
  public let latentSize: Int
  /// The deviation of the decoder's normal distributions.
  public let decoderDeviation: Float
  private let encoder: Sequential
  private let decoder: Sequential
  private let parts: LayerParts
  private var parameters: Parameters
  private var optimizer: Adam

  /// Makes both networks.
  ///
  /// - Parameters:
  ///   - sampleSize: How many numbers a sample has.
  ///   - latentSize: How many numbers describe one.
  ///   - hiddenSizes: The hidden layers of each network.
  ///   - decoderDeviation: The deviation of what the decoder says; small ones make it exact, large ones make the
  ///     latent numbers normal.
  ///   - random: The source of the first parameters.
  public init(
    sampleSize: Int, latentSize: Int = 2, hiddenSizes: [Int] = [128, 128], decoderDeviation: Float = 0.1,
    using random: inout RandomGenerator
  ) {
    self.sampleSize = sampleSize
    self.latentSize = latentSize
    self.decoderDeviation = decoderDeviation
    encoder = .perceptron([sampleSize] + hiddenSizes + [2 * latentSize])
    decoder = .perceptron([latentSize] + hiddenSizes + [sampleSize])
    parts = ["encoder": encoder, "decoder": decoder]
    parameters = Parameters(of: Pair(first: encoder, second: decoder, parts: parts), using: &random)
    optimizer = Adam(for: parameters)
  }

  /// Learns from some samples.
  ///
  /// - Parameters:
  ///   - samples: The samples, one row each.
  ///   - learningRate: The step size.
  ///   - random: The source of chance.
  /// - Returns: The negative evidence lower bound of a sample, up to a constant; not a number if nothing was learned.
  @discardableResult
  public mutating func improve(
    on samples: Tensor, learningRate: Float = 1e-3, using random: inout RandomGenerator
  ) -> Float {
    let rows = Float(samples.shape[0])
    let noise = noise(samples.shape[0], using: &random)
    let (loss, gradients) = parameters.valueAndGradient { weights in
      let posterior = DiagonalNormal(encoder(samples, weights[parts, "encoder"]))
      let decoded = decoder(posterior.sample(noise), weights[parts, "decoder"])
      let surprise = (decoded - samples).squared().sum() / (2 * decoderDeviation * decoderDeviation * rows)
      return surprise + posterior.divergence(from: nil).sum() / rows
    }
    let step = optimizer.step(&parameters, along: gradients, of: loss, rate: Double(learningRate))
    return step.divergence == nil ? loss : .nan
  }

  /// Draws samples from the prior and the decoder's normal distributions, one row each.
  public func samples(_ count: Int, using random: inout RandomGenerator) -> Tensor {
    let weights = parameters.constants[parts, "decoder"]
    let blur = Tensor.standardNormal([count, sampleSize], in: parameters.pool, using: &random) * decoderDeviation
    return decoder(noise(count, using: &random), weights) + blur
  }

  private func noise(_ rows: Int, using random: inout RandomGenerator) -> Tensor {
    .standardNormal([rows, latentSize], in: parameters.pool, using: &random)
  }

  /// The parameters of both networks as those of one.
  private struct Pair: Layer {
    let first: Sequential
    let second: Sequential
    let parts: LayerParts
    var parameters: [ParameterDescription] { parts.parameters }
    func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
      let encoded = first(input, weights[parts, "encoder"], &pass)
      return second(DiagonalNormal(encoded).means, weights[parts, "decoder"], &pass)
    }
  }
}
