import NeuralNet
import Simulation

/// The activation behind the hidden layers of a network.
public enum ActivationKind: String, NamedChoice {
  /// max(x, 0).
  case relu
  /// The hyperbolic tangent.
  case tanh
  /// x Φ(x).
  case gelu

  /// An activation.
  public static let noun = "activation"

  /// The layer.
  var layer: any Layer {
    switch self {
    case .relu: ReLU()
    case .tanh: Tanh()
    case .gelu: GELU()
    }
  }
}
