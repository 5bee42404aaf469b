import Simulation
import Training

/// The settings for fitting a policy network to actions that were done, or should have been.
public struct CloningConfiguration: FittingSettings {
  /// The step size of Adam.
  public var learningRate = Schedule.constant(1e-3)
  /// The batch size: the number of steps of an update.
  public var batchSize = 64
  /// The sizes of the hidden layers; behind the convolutions, for pictures.
  public var hiddenSizes = [64, 64]
  /// The activation behind each hidden layer.
  public var activation = ActivationKind.relu
  /// The loss that training minimizes where actions are numbers.
  public var numberLoss = NumberLoss.squaredError
  /// The weight of the distributions' entropy, which the loss rewards.
  public var entropyWeight = 0.0
  /// The weight decay of each update, in units of the step size: AdamW, Loshchilov and Hutter (2019).
  public var weightDecay = 0.0
  /// The maximum norm of gradients, to which longer ones are shortened; 0 for none.
  public var gradientNormLimit = 0.0
  /// The decay of the exponential moving average of weights that the greedy policy has; 0 for the network that learns.
  public var policyAveraging = 0.0
  /// True if observed numbers are normalized to mean 0 and deviation 1, as measured in the training data.
  public var normalizesObservations = true
  /// The deviation of the normal noise that is added to observations in training.
  public var observationNoise = 0.0
  /// The largest random shift of pictures in training, in pixels: Kostrikov, Yarats and Fergus (2021).
  public var pictureShift = 0
  /// The number of the last observations seen, the newest included.
  public var observationHistory = 1
  /// The number of the last actions seen.
  public var actionHistory = 0
  /// True if the policy draws its actions; else it takes the likeliest.
  public var samplesActions = false

  /// The defaults.
  public init() {}

  /// A loss that training can minimize where actions are numbers.
  public enum NumberLoss: String, NamedChoice {
    /// The squared error on the scale of the bounds.
    case squaredError
    /// The negative logarithm of the density of a squashed Gaussian.
    case squashedGaussian

    /// A loss.
    public static let noun = "loss"
  }

  /// The settings, with their ranges.
  public static var settings: SettingList<Self> {
    Setting(
      \.learningRate, "learningRate", "The step size of Adam; a number or a schedule.", in: .above(0, upTo: 1))
    Setting(\.batchSize, "batchSize", "How many steps an update learns from.", in: 1...65_536)
    Setting(
      hiddenSizes: \.hiddenSizes, "hiddenSizes",
      "The sizes of the hidden layers; behind the convolutions, for pictures.")
    Setting(\.activation, "activation", "The function behind each hidden layer.")
    Setting(\.numberLoss, "numberLoss", "The loss that is made small where actions are numbers.")
    Setting(
      \.entropyWeight, "entropyWeight", "How much the loss rewards distributions for being undecided.", in: 0...)
    fittingSettings
    Setting(
      \.observationNoise, "observationNoise",
      "The deviation of the normal noise that is added to what is observed while learning.", in: 0...)
    Setting(
      \.pictureShift, "pictureShift", "How many pixels pictures are shifted by at random while learning.",
      in: 0...64)
    Setting(
      \.observationHistory, "observationHistory",
      "How many of the last observations are seen, the newest included.", in: 1...1024)
    Setting(\.actionHistory, "actionHistory", "How many of the last actions are seen.", in: 0...1024)
    Setting(
      \.samplesActions, "samplesActions", "Whether the policy draws its actions; else it takes the likeliest.")
  }

  /// Throws if these settings do not suit pictures or, otherwise, numbers and categories.
  func validate(for encoder: ObservationEncoder) throws(ConfigurationError) {
    guard encoder.hasPictures else {
      guard pictureShift == 0 else {
        throw ConfigurationError("pictureShift is \(pictureShift), but must be 0 where no pictures are observed.")
      }
      return
    }
    guard pictureShift == 0 || encoder.isPicture else {
      throw ConfigurationError(
        "pictureShift is for pictures alone; set it to 0 where other things are observed too.")
    }
    try encoder.requireConvolvable()
    guard observationHistory == 1, actionHistory == 0 else {
      throw ConfigurationError(
        "observationHistory and actionHistory are for numbers and categories; pictures are stacked by the "
          + "environment's FrameStack.")
    }
  }
}
