import Simulation
import Training

/// The settings of variational imitation.
public struct VariationalConfiguration: AgentConfiguration {
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

  /// Throws what is wrong with the values, if anything is.
  public func validate() throws(ConfigurationError) {
    try Setting.require("learningRate", learningRate, above: 0, upTo: 1)
    try Setting.require("batchSize", batchSize, in: 1...65_536)
    try Setting.require(hiddenSizes: hiddenSizes, as: "hiddenSizes")
    try Setting.require("latentSize", latentSize, in: 1...1024)
    try Setting.require(
      "beta", beta, "between 0 and 1e6", [0, 1].allSatisfy { (0...1e6).contains(beta.value(at: $0)) })
    try Setting.require("freeBits", freeBits, "from 0 to 1000", (0...1000).contains(freeBits))
    try Setting.require("weightDecay", weightDecay, "0 or more", weightDecay >= 0)
    try Setting.require("gradientNormLimit", gradientNormLimit, "0 or more", gradientNormLimit >= 0)
    try Setting.require(
      "policyAveraging", policyAveraging, "from 0 up to, but not, 1", (0..<1).contains(policyAveraging))
    try Setting.require(
      "validationFraction", validationFraction, "from 0 up to, but not, 1", (0..<1).contains(validationFraction))
    try Setting.require("validationInterval", validationInterval, in: 1...1 << 53)
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

extension VariationalConfiguration {
  /// The settings in words.
  public static let settings: [SettingDescription] = [
    SettingDescription("learningRate", "The step size of Adam; a number or a schedule.", .above(0, upTo: 1)),
    SettingDescription("batchSize", "How many steps an update learns from.", .from(1, to: 65_536)),
    SettingDescription(
      "hiddenSizes", "The sizes of the hidden layers, of each of the networks.",
      .words("up to 16 sizes from 1 to 65536, separated by commas")),
    SettingDescription("activation", "The function behind each hidden layer.", .oneOf(ActivationKind.self)),
    SettingDescription("latentSize", "How many numbers the latent variable z has.", .from(1, to: 1024)),
    SettingDescription(
      "prior", "The distribution of z when nothing is known of the action.", .oneOf(PriorKind.self)),
    SettingDescription("beta", "The weight β of the divergence; a number or a schedule.", .from(0, to: 1e6)),
    SettingDescription(
      "freeBits", "How many nats of divergence in each number of z cost nothing.", .from(0, to: 1000)),
    SettingDescription("latent", "When the policy draws z.", .oneOf(LatentKind.self)),
    SettingDescription(
      "numberLoss", "The distribution that the decoder says where actions are numbers.",
      .oneOf(CloningConfiguration.NumberLoss.self)),
    SettingDescription(
      "weightDecay", "How much of the weights each update takes away, in units of the step size.", .atLeast(0)),
    SettingDescription("gradientNormLimit", "To which length gradients are shortened; 0 for never.", .atLeast(0)),
    SettingDescription(
      "policyAveraging",
      "How much of its past weights the greedy policy keeps at each update; 0 makes it the network that learns.",
      .below(1, from: 0)),
    SettingDescription(
      "normalizesObservations",
      "Whether observed numbers are brought to mean 0 and deviation 1, as measured in what is learned from."),
    SettingDescription(
      "samplesActions",
      "Whether the policy draws its actions from what the decoder says; else it takes the likeliest."),
    SettingDescription(
      "validationFraction",
      "The share of the episodes that is held out, to see how well they are imitated; 0 for none.",
      .below(1, from: 0)),
    SettingDescription("validationInterval", "After how many updates that is seen.", .from(1, to: 0x1p53)),
  ]
}
