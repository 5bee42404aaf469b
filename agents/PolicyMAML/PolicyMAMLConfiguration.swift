import Simulation
import Training

/// The settings of MAML for policies; those of the outer loop are ProMP's.
public struct PolicyMAMLConfiguration: Settings {
  /// The settings of a step of adaptation, which a policy takes along.
  public var adaptation = PolicyAdaptation()
  /// The number of steps of adaptation that the beginning is learned for.
  public var innerSteps = 1
  /// True if gradients of the inner gradients are taken for zero.
  public var firstOrder = false
  /// The step size of Adam.
  public var learningRate = Schedule.constant(1e-3)
  /// The number of steps by the trials of as many tasks as there are environments.
  public var epochs = 5
  /// The distance ε of the probability ratio from 1 beyond which a step gains nothing.
  public var clipRange = 0.3
  /// The weight of the divergence from the policies that acted before the last adaptation.
  public var divergenceWeight = 5e-4
  /// The maximum norm of gradients, to which longer ones are shortened; 0 for none.
  public var gradientNormLimit = 0.5
  /// The sizes of the hidden layers.
  public var hiddenSizes = [64, 64]
  /// The activation behind each hidden layer.
  public var activation = ActivationKind.tanh
  /// The logarithm of the deviations of normal distributions at the start.
  public var initialLogDeviation = 0.0

  /// The defaults.
  public init() {}

  /// The settings, with their ranges.
  public static var settings: SettingList<Self> {
    SettingGroup(\.adaptation)
    Setting(
      \.innerSteps, "innerSteps", "The number of steps of adaptation that the beginning is learned for.",
      in: 1...100)
    Setting(\.firstOrder, "firstOrder", "Gradients of the inner gradients are taken for zero.")
    Setting(
      \.learningRate, "learningRate", "The step size of Adam; a number or a schedule.", in: .above(0, upTo: 1))
    Setting(\.epochs, "epochs", "The number of steps by the trials of all environments.", in: 1...1000)
    Setting(
      \.clipRange, "clipRange", "The distance ε of the probability ratio from 1 that is worth going.",
      in: .above(0, upTo: 10))
    Setting(
      \.divergenceWeight, "divergenceWeight",
      "The weight of the divergence from the policies that acted before the last adaptation.", in: 0...)
    Setting(
      \.gradientNormLimit, "gradientNormLimit", "The length that longer gradients are shortened to; 0 for none.",
      in: 0...)
    Setting(hiddenSizes: \.hiddenSizes, "hiddenSizes", "The sizes of the hidden layers.")
    Setting(\.activation, "activation", "The activation behind each hidden layer.")
    Setting(
      \.initialLogDeviation, "initialLogDeviation",
      "The logarithm of the deviations of normal distributions at the start.", in: -5...2)
  }
}

/// A step of adaptation: how many episodes it takes, what it makes of them, and how far it goes.
public struct PolicyAdaptation: Settings, Codable, Equatable {
  /// The number of episodes between two steps.
  public var episodesPerStep = 20
  /// The size α of a step along the policy gradient.
  public var innerRate = 0.1
  /// The factor of the size of every step but the first: Finn and others (2017), appendix A.2, halve it.
  public var laterRateFactor = 0.5
  /// The discount γ of future rewards.
  public var discount = 0.99
  /// The decay λ of generalized advantage estimation; 1 trusts the rewards alone.
  public var traceDecay = 1.0

  /// The defaults.
  public init() {}

  /// The settings, with their ranges.
  public static var settings: SettingList<Self> {
    Setting(
      \.episodesPerStep, "episodesPerStep", "The number of episodes between two steps of adaptation.",
      in: 1...10_000)
    Setting(\.innerRate, "innerRate", "The size of a step along the policy gradient.", in: .above(0, upTo: 100))
    Setting(\.laterRateFactor, "laterRateFactor", "The factor of the size of every step but the first.", in: 0...1)
    Setting(\.discount, "discount", "The discount γ of future rewards.", in: 0...1)
    Setting(\.traceDecay, "traceDecay", "The decay λ of generalized advantage estimation.", in: 0...1)
  }

  /// The size of a step, counted from 0.
  func rate(ofStep index: Int) -> Float { Float(index == 0 ? innerRate : innerRate * laterRateFactor) }
}
