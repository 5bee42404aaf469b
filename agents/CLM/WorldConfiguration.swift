import Simulation
import Training

/// The settings of a CLM's world model: the updates and the loss of its generator, and the use of what it imagines.
public struct WorldConfiguration: Codable, Equatable, Sendable {
  /// The update ratio: the factor on the number of updates that DQN makes by its own settings.
  public var updateRatio = 2
  /// The largest share ρ of a batch that is imagined.
  public var imaginedShare = 0.5
  /// True if ρ falls as the discriminator's held-out accuracy rises: ρ times 2 (1 − accuracy).
  public var adaptsShare = true
  /// The number k of steps of an imagined rollout.
  public var imaginedSteps = 1
  /// The probability that an imagined rollout begins with a random action instead of the best one.
  public var imaginedExploration = 0.2
  /// The minimum realism of a generated transition, the discriminator's probability that it is real; 0 lets all pass.
  public var realismThreshold = 0.1
  /// The weight λ of the temporal-difference error of generated transitions, in the generator's loss.
  public var creativity = Schedule.linear(from: 0.03, to: 0, fraction: 1)
  /// The weight of the adversarial term in the generator's loss; 0 makes it a plain learned model, without creativity.
  public var adversarialWeight = 0.03
  /// The weight of the end in the generator's loss, as a multiple of another component's.
  public var endWeight = 4.0
  /// The number of the last transitions that the generator and the discriminator learn from.
  public var worldCapacity = 100_000
  /// The number of steps from which on there is a world.
  public var worldStarts = 1000
  /// The number of environment steps from one round of the generator's and the discriminator's updates to the next.
  public var worldInterval = 8
  /// The number of updates of each in a round.
  public var worldUpdates = 1
  /// The number of updates of each when the world model begins.
  public var worldWarmup = 500
  /// The number of environment steps from one check on held-out transitions to the next.
  public var worldCheckInterval = 1000
  /// The number of environment steps from one round of imagination to the next.
  public var imaginationInterval = 16
  /// The number of rollouts begun in a round.
  public var imaginedRollouts = 32
  /// The number of imagined transitions kept.
  public var imaginedCapacity = 1024

  /// The defaults.
  public init() {}

  /// Throws what is wrong with the values, if anything is.
  public func validate() throws(ConfigurationError) {
    try Setting.require("updateRatio", updateRatio, in: 1...1000)
    try Setting.require("imaginedShare", imaginedShare, "between 0 and 1", (0...1).contains(imaginedShare))
    try Setting.require("imaginedSteps", imaginedSteps, in: 1...1000)
    try Setting.require(
      "imaginedExploration", imaginedExploration, "between 0 and 1", (0...1).contains(imaginedExploration))
    try Setting.require(
      "realismThreshold", realismThreshold, "from 0 up to, but not, 1", (0..<1).contains(realismThreshold))
    try Setting.require(
      "creativity", creativity, "0 or more", [0, 1].allSatisfy { (0...1e6).contains(creativity.value(at: $0)) })
    try Setting.require("adversarialWeight", adversarialWeight, "0 or more", adversarialWeight >= 0)
    try Setting.require("endWeight", endWeight, "from 0 to 1e6", (0...1e6).contains(endWeight))
    try Setting.require("worldStarts", worldStarts, in: 100...1 << 40)
    try Setting.require("worldCapacity", worldCapacity, in: 100...1 << 31)
    for (name, value) in [
      ("worldInterval", worldInterval), ("worldCheckInterval", worldCheckInterval),
      ("imaginationInterval", imaginationInterval), ("imaginedRollouts", imaginedRollouts),
      ("imaginedCapacity", imaginedCapacity),
    ] {
      try Setting.require(name, value, in: 1...1 << 30)
    }
    try Setting.require("worldUpdates", worldUpdates, in: 0...10_000)
    try Setting.require("worldWarmup", worldWarmup, in: 0...1 << 30)
  }
}

extension WorldConfiguration {
  /// The settings in words.
  public static let settings: [SettingDescription] = [
    SettingDescription(
      "updateRatio", "How many times as many updates the agent makes as DQN by its own settings.",
      .from(1, to: 1000)),
    SettingDescription("imaginedShare", "The largest share ρ of a batch that is made.", .share),
    SettingDescription(
      "adaptsShare", "Whether ρ falls as the discriminator tells held-out transitions from made ones."),
    SettingDescription("imaginedSteps", "Over how many steps k imagination goes.", .from(1, to: 1000)),
    SettingDescription(
      "imaginedExploration",
      "The probability that an imagined rollout begins with a random action instead of the best one.", .share),
    SettingDescription(
      "realismThreshold",
      "How probable the discriminator must hold it that a made transition is real; 0 lets all pass.",
      .below(1, from: 0)),
    SettingDescription(
      "creativity", "The weight λ of what made transitions teach, in the generator's loss; a number or a schedule.",
      .from(0, to: 1e6)),
    SettingDescription(
      "adversarialWeight",
      "The weight of what the discriminator thinks, in the generator's loss; 0 makes it a plain learned model.",
      .atLeast(0)),
    SettingDescription(
      "endWeight", "How many times as much as another number the end counts in the generator's loss.",
      .from(0, to: 1e6)),
    SettingDescription(
      "worldCapacity", "How many of the last transitions the generator and the discriminator learn from.",
      .from(100, to: 0x1p31)),
    SettingDescription(
      "worldStarts", "The number of steps from which on there is a world.", .from(100, to: 0x1p40)),
    SettingDescription(
      "worldInterval", "After how many environment steps the generator and the discriminator learn.",
      .from(1, to: 0x1p30)),
    SettingDescription("worldUpdates", "How many updates each then makes.", .from(0, to: 10_000)),
    SettingDescription("worldWarmup", "How many updates they make when the world begins.", .from(0, to: 0x1p30)),
    SettingDescription(
      "worldCheckInterval",
      "After how many environment steps they are tried on transitions that they never learn from.",
      .from(1, to: 0x1p30)),
    SettingDescription(
      "imaginationInterval", "After how many environment steps new transitions are imagined.", .from(1, to: 0x1p30)),
    SettingDescription("imaginedRollouts", "How many rollouts are then begun.", .from(1, to: 0x1p30)),
    SettingDescription("imaginedCapacity", "How many imagined transitions are kept.", .from(1, to: 0x1p30)),
  ]
}
