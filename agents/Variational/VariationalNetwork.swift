import NeuralNet

/// A conditional variational autoencoder of actions: an encoder q(z | s, a), a decoder p(a | s, z) and perhaps a prior
/// p(z | s).
///
/// Sohn, Lee and Yan (2015), "Learning structured output representation using deep conditional generative models". As a
/// layer it acts: its input is features followed by standard normal numbers, of which z is made.
public struct VariationalNetwork: Layer {
  /// The architecture of the network, as a file stores it.
  public struct Architecture: Codable, Equatable, Sendable {
    /// The number of features of an observation.
    public var featureCount: Int
    /// The number of features of an action.
    public var actionFeatureCount: Int
    /// The size of the latent variable z.
    public var latentSize: Int
    /// The sizes of the hidden layers of each part.
    public var hiddenSizes: [Int]
    /// The activation behind each hidden layer.
    public var activation: ActivationKind
    /// The number of outputs of the decoder.
    public var outputCount: Int
    /// The prior of z.
    public var prior: PriorKind

    /// True if such a network can be made; a file may hold anything.
    var isUsable: Bool {
      let sizes = [featureCount, actionFeatureCount, latentSize, outputCount] + hiddenSizes
      return hiddenSizes.count <= 16 && sizes.allSatisfy { (1...1 << 20).contains($0) }
    }

    fileprivate func perceptron(_ inputs: Int, _ outputs: Int) -> Sequential {
      let layers = FeatureLayers(on: [inputs], hiddenSizes: hiddenSizes, activation: activation.layer)
      return Sequential(layers.layers + [Linear(layers.outputCount, outputs)])
    }
  }

  /// The architecture of the network.
  public let architecture: Architecture
  private let encoder: Sequential
  private let decoder: Sequential
  private let prior: Sequential?
  private let parts: LayerParts

  /// Makes the parts.
  public init(_ architecture: Architecture) {
    self.architecture = architecture
    let (seen, latent) = (architecture.featureCount, architecture.latentSize)
    encoder = architecture.perceptron(seen + architecture.actionFeatureCount, 2 * latent)
    decoder = architecture.perceptron(seen + latent, architecture.outputCount)
    prior = architecture.prior == .learned ? architecture.perceptron(seen, 2 * latent) : nil
    parts = LayerParts([("encoder", encoder), ("decoder", decoder)] + (prior.map { [("prior", $0)] } ?? []))
  }

  /// The parameters of the encoder, the decoder and the prior.
  public var parameters: [ParameterDescription] { parts.parameters }

  /// Returns the decoder's outputs, given features and the standard normal numbers behind them.
  public func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    let (seen, latent) = (architecture.featureCount, architecture.latentSize)
    let features = input.slice(0..<seen, along: 1)
    let noise = input.slice(seen..<seen + latent, along: 1)
    return decode(features, prior(on: features, weights)?.sample(noise) ?? noise, weights)
  }

  /// q(z | s, a).
  func posterior(_ features: Tensor, _ actions: Tensor, _ weights: Weights) -> DiagonalNormal {
    DiagonalNormal(encoder(.concatenate([features, actions], along: 1), weights[parts, "encoder"]))
  }

  /// p(z | s); `nil` for the standard normal one.
  func prior(on features: Tensor, _ weights: Weights) -> DiagonalNormal? {
    prior.map { DiagonalNormal($0(features, weights[parts, "prior"])) }
  }

  /// Returns the decoder's outputs, of which the head makes p(a | s, z).
  func decode(_ features: Tensor, _ latents: Tensor, _ weights: Weights) -> Tensor {
    decoder(.concatenate([features, latents], along: 1), weights[parts, "decoder"])
  }
}

/// The two terms of the evidence lower bound, log p(a | s) ≥ E log p(a | s, z) − KL(q(z | s, a) ‖ p(z | s)).
struct EvidenceBound {
  /// log p(a | s, z) at one z for each row.
  let logLikelihood: Tensor
  /// The divergence, rows × numbers of z.
  let divergence: Tensor

  /// - Parameters:
  ///   - features: What was seen.
  ///   - actions: What was done, as features.
  ///   - targets: What was done, as the head compares it.
  ///   - noise: Standard normal numbers, as many as z has, for every row.
  init(
    _ network: VariationalNetwork, _ head: some ActionHead, features: Tensor, actions: Tensor, targets: Tensor,
    noise: Tensor, _ weights: Weights
  ) {
    let posterior = network.posterior(features, actions, weights)
    divergence = posterior.divergence(from: network.prior(on: features, weights))
    let outputs = network.decode(features, posterior.sample(noise), weights)
    logLikelihood = head.logLikelihood(of: targets, given: outputs)
  }

  /// Returns the training loss: the negative bound with a weight on the divergence, of which some is free.
  func loss(beta: Tensor, freeBits: Float) -> Tensor {
    var costs = divergence.mean(along: [0])
    if freeBits > 0 { costs = costs.maximum(.filled(freeBits, shape: costs.shape)) }
    return costs.sum() * beta - logLikelihood.mean()
  }
}
