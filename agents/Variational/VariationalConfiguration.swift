import Simulation
import Training

/// The settings of variational imitation.
public struct VariationalConfiguration: FittingSettings {
  /// The step size of Adam.
  public var learningRate = Schedule.constant(1e-3)
  /// The batch size: the number of steps of an update.
  public var batchSize = 64
  /// The sizes of the hidden layers, of each of the networks.
  public var hiddenSizes = [64, 64]
  /// The activation behind each hidden layer.
  public var activation = ActivationKind.relu
  /// The size of the latent variable z.
  public var latentSize = 2
  /// The prior of z, when nothing is known of the action.
  public var prior = PriorKind.standardNormal
  /// The weight β of the divergence: Higgins and others (2017).
  ///
  /// A rise from 0, such as `linear(0,1,0.2)`, lets z be of use before it costs anything: Bowman and others (2016).
  public var beta = Schedule.linear(from: 0, to: 1, fraction: 0.2)
  /// The nats of divergence in each component of z that cost nothing: Kingma, Salimans and others (2016), the λ of
  /// their equation 15.
  public var freeBits = 0.0
  /// The time at which the policy draws z.
  public var latent = LatentKind.perEpisode
  /// The distribution of the decoder where actions are numbers.
  public var numberLoss = CloningConfiguration.NumberLoss.squaredError
  /// The weight decay of each update, in units of the step size: AdamW, Loshchilov and Hutter (2019).
  public var weightDecay = 0.0
  /// The maximum norm of gradients, to which longer ones are shortened; 0 for none.
  public var gradientNormLimit = 0.0
  /// The decay of the exponential moving average of weights that the greedy policy has; 0 for the network that learns.
  public var policyAveraging = 0.0
  /// True if observed numbers are normalized to mean 0 and deviation 1, as measured in the training data.
  public var normalizesObservations = true
  /// True if the policy draws its actions from the decoder's distribution; else it takes the likeliest.
  public var samplesActions = false
  /// The share of the episodes that is held out, to see how well they are imitated; 0 for none.
  public var validationFraction = 0.1
  /// The number of updates from one look at the held-out episodes to the next.
  public var validationInterval = 500

  /// The defaults.
  public init() {}

  /// The settings, with their ranges.
  public static var settings: SettingList<Self> {
    Setting(
      \.learningRate, "learningRate", "The step size of Adam; a number or a schedule.", in: .above(0, upTo: 1))
    Setting(\.batchSize, "batchSize", "How many steps an update learns from.", in: 1...65_536)
    Setting(hiddenSizes: \.hiddenSizes, "hiddenSizes", "The sizes of the hidden layers, of each of the networks.")
    Setting(\.activation, "activation", "The function behind each hidden layer.")
    Setting(\.latentSize, "latentSize", "How many numbers the latent variable z has.", in: 1...1024)
    Setting(\.prior, "prior", "The distribution of z when nothing is known of the action.")
    Setting(\.beta, "beta", "The weight β of the divergence; a number or a schedule.", in: 0...1e6)
    Setting(\.freeBits, "freeBits", "How many nats of divergence in each number of z cost nothing.", in: 0...1000)
    Setting(\.latent, "latent", "When the policy draws z.")
    Setting(\.numberLoss, "numberLoss", "The distribution that the decoder says where actions are numbers.")
    fittingSettings
    Setting(
      \.samplesActions, "samplesActions",
      "Whether the policy draws its actions from what the decoder says; else it takes the likeliest.")
    Setting(
      \.validationFraction, "validationFraction",
      "The share of the episodes that is held out, to see how well they are imitated; 0 for none.", in: 0..<1)
    Setting(\.validationInterval, "validationInterval", "After how many updates that is seen.", in: 1...1 << 53)
  }
}

/// The prior of a latent variable, when nothing is known of the action.
public enum PriorKind: String, NamedChoice {
  /// The standard normal distribution, whatever is seen.
  case standardNormal
  /// A learned normal distribution given the observation, p(z | s): Sohn, Lee and Yan (2015).
  case learned

  /// A prior.
  public static let noun = "prior"
}

/// The time at which a policy draws its latent variable.
public enum LatentKind: String, NamedChoice {
  /// Once at the start of every episode, so that a way once chosen is kept to.
  case perEpisode
  /// Anew in every step.
  case perStep
  /// No draw: z is the prior's mean.
  case mean

  /// A latent variable.
  public static let noun = "latent"
}
