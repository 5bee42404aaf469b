import FewShot
import NeuralNet
import Simulation
import Training

/// The settings of the network of a meta-learner, and of the steps by which it learns.
public struct MetaNetworkSettings: Settings {
  /// The sizes of the hidden layers, for what is no picture.
  public var hiddenSizes = [40, 40]
  /// The number of channels of each convolution, for pictures.
  public var channels = 32
  /// The activation behind each hidden layer.
  public var activation = ActivationKind.relu
  /// The step size of Adam.
  public var learningRate = Schedule.constant(1e-3)
  /// The norm that longer gradients are shortened to; 0 for none.
  public var gradientNormLimit = 0.0

  /// The defaults.
  public init() {}

  /// The settings, with their ranges.
  public static var settings: SettingList<Self> {
    Setting(hiddenSizes: \.hiddenSizes, "hiddenSizes", "The sizes of the hidden layers, for what is no picture.")
    Setting(\.channels, "channels", "The number of channels of each convolution, for pictures.", in: 1...1024)
    Setting(\.activation, "activation", "The activation behind each hidden layer.")
    Setting(
      \.learningRate, "learningRate", "The step size of the meta-step's Adam; a number or a schedule.",
      in: .above(0, upTo: 1))
    Setting(
      \.gradientNormLimit, "gradientNormLimit", "The length that longer gradients are shortened to; 0 for none.",
      in: 0...)
  }

  /// The network from a family's inputs to numbers, or to the logits of so many classes.
  func network(for family: any TaskFamily, ways: Int) -> any Layer {
    let outputs =
      switch family.target {
      case .numbers(let count): count
      case .classes: ways
      }
    guard family.inputShape.count == 3 else {
      return Sequential.perceptron(
        [family.inputShape.reduce(1, *)] + hiddenSizes + [outputs], activation: activation.layer)
    }
    return TaskConvolutions(on: family.inputShape, channels: channels, outputCount: outputs)
  }
}
