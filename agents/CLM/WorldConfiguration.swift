import Simulation
import Training

/// The settings of a CLM's world model: the updates and the loss of its generator, and the use of what it imagines.
public struct WorldConfiguration: Settings {
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

  /// The settings, with their ranges.
  public static var settings: SettingList<Self> {
    Setting(
      \.updateRatio, "updateRatio", "How many times as many updates the agent makes as DQN by its own settings.",
      in: 1...1000)
    Setting(\.imaginedShare, "imaginedShare", "The largest share ρ of a batch that is made.", in: 0...1)
    Setting(
      \.adaptsShare, "adaptsShare",
      "Whether ρ falls as the discriminator tells held-out transitions from made ones.")
    Setting(\.imaginedSteps, "imaginedSteps", "Over how many steps k imagination goes.", in: 1...1000)
    Setting(
      \.imaginedExploration, "imaginedExploration",
      "The probability that an imagined rollout begins with a random action instead of the best one.", in: 0...1)
    Setting(
      \.realismThreshold, "realismThreshold",
      "How probable the discriminator must hold it that a made transition is real; 0 lets all pass.", in: 0..<1)
    Setting(
      \.creativity, "creativity",
      "The weight λ of what made transitions teach, in the generator's loss; a number or a schedule.", in: 0...1e6)
    Setting(
      \.adversarialWeight, "adversarialWeight",
      "The weight of what the discriminator thinks, in the generator's loss; 0 makes it a plain learned model.",
      in: 0...)
    Setting(
      \.endWeight, "endWeight", "How many times as much as another number the end counts in the generator's loss.",
      in: 0...1e6)
    Setting(
      \.worldCapacity, "worldCapacity",
      "How many of the last transitions the generator and the discriminator learn from.", in: 100...1 << 31)
    Setting(\.worldStarts, "worldStarts", "The number of steps from which on there is a world.", in: 100...1 << 40)
    Setting(
      \.worldInterval, "worldInterval",
      "After how many environment steps the generator and the discriminator learn.", in: 1...1 << 30)
    Setting(\.worldUpdates, "worldUpdates", "How many updates each then makes.", in: 0...10_000)
    Setting(\.worldWarmup, "worldWarmup", "How many updates they make when the world begins.", in: 0...1 << 30)
    Setting(
      \.worldCheckInterval, "worldCheckInterval",
      "After how many environment steps they are tried on transitions that they never learn from.", in: 1...1 << 30)
    Setting(
      \.imaginationInterval, "imaginationInterval",
      "After how many environment steps new transitions are imagined.", in: 1...1 << 30)
    Setting(\.imaginedRollouts, "imaginedRollouts", "How many rollouts are then begun.", in: 1...1 << 30)
    Setting(\.imaginedCapacity, "imaginedCapacity", "How many imagined transitions are kept.", in: 1...1 << 30)
  }
}
