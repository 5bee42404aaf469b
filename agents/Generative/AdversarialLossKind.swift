import NeuralNet
import Simulation

/// The losses of a discriminator and a generator, by the logits f of real and of generated samples.
public enum AdversarialLossKind: String, NamedChoice {
  /// The discriminator's cross-entropy of real and generated samples; the generator's of its own being taken for real.
  ///
  /// Goodfellow and others (2014), equation 1 and section 3.
  case nonSaturating
  /// The difference between the means of both kinds: an estimate of Wasserstein's distance, the earth mover's.
  ///
  /// Arjovsky, Chintala and Bottou (2017); it needs a gradient penalty or spectral normalization to mean anything.
  case wasserstein

  /// A loss of an adversary.
  public static let noun = "adversarial loss"

  /// Returns the discriminator's loss: −log σ(f(x)) − log(1 − σ(f(x̃))), or f(x̃) − f(x).
  func discriminatorLoss(real: Tensor, made: Tensor) -> Tensor {
    switch self {
    case .nonSaturating: (-real).softplus().mean() + made.softplus().mean()
    case .wasserstein: made.mean() - real.mean()
    }
  }

  /// Returns the generator's loss: −log σ(f(x̃)), or −f(x̃).
  func generatorLoss(made: Tensor) -> Tensor {
    switch self {
    case .nonSaturating: (-made).softplus().mean()
    case .wasserstein: -made.mean()
    }
  }

  /// The norm of the gradient at which there is no penalty.
  ///
  /// 1 as in Gulrajani and others (2017) where f is a distance; 0 as in Thanh-Tung, Tran and Venkatesh (2019) where f is a
  /// logit, so that a discriminator that cannot tell becomes flat.
  var gradientTarget: Float { self == .wasserstein ? 1 : 0 }
}
