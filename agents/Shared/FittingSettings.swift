import Simulation
import Training

/// Settings of a policy network's fit to demonstrated actions: how fast and how tightly its weights are fitted.
public protocol FittingSettings: Settings {
  /// The step size of Adam.
  var learningRate: Schedule { get set }
  /// The weight decay of each update, in units of the step size: AdamW, Loshchilov and Hutter (2019).
  var weightDecay: Double { get set }
  /// The maximum norm of gradients, to which longer ones are shortened; 0 for none.
  var gradientNormLimit: Double { get set }
  /// The decay of the exponential moving average of weights that the greedy policy has; 0 for the network that learns.
  var policyAveraging: Double { get set }
  /// True if observed numbers are normalized to mean 0 and deviation 1, as measured in the training data.
  var normalizesObservations: Bool { get set }
}

extension FittingSettings {
  /// The settings of the fit, for the list of all.
  @SettingListBuilder<Self> static var fittingSettings: SettingList<Self> {
    Setting(
      \.weightDecay, "weightDecay", "How much of the weights each update takes away, in units of the step size.",
      in: 0...)
    Setting(
      \.gradientNormLimit, "gradientNormLimit", "To which length gradients are shortened; 0 for never.", in: 0...)
    Setting(
      \.policyAveraging, "policyAveraging",
      "How much of its past weights the greedy policy keeps at each update; 0 makes it the network that learns.",
      in: 0..<1)
    Setting(
      \.normalizesObservations, "normalizesObservations",
      "Whether observed numbers are brought to mean 0 and deviation 1, as measured in what is learned from.")
  }
}
