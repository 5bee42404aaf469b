import Simulation

/// Pull the arms of a slot machine whose chances nobody knows.
///
/// A Bernoulli bandit: each arm pays 1 with a chance of its own, and else 0. The chances are drawn anew for each episode,
/// uniformly from 0 to 1, and an episode is `pulls` pulls; how much is won depends on how well one explores. Nothing is
/// observed but that the game goes on: who wants to learn from the rewards has to remember them.
///
/// The task of Duan and others (2016), "RL²: fast reinforcement learning via slow reinforcement learning", section 3.1.
/// The best policy is known: ``BanditBelief``.
public struct Bandit: ConfigurableEnvironment {
  /// The size of the task.
  public struct Configuration: EnvironmentConfiguration {
    /// The number of arms.
    public var arms = 5
    /// The number of pulls of an episode.
    public var pulls = 10

    /// Five arms and ten pulls.
    public init() {}

    /// The settings, with their ranges.
    public static let settings = SettingList<Self> {
      Setting(\.arms, "arms", "The number of arms.", in: 1...1024)
      Setting(\.pulls, "pulls", "The number of pulls of an episode.", in: 1...100_000)
    }
  }

  /// The pulls of an arm in the current episode.
  public struct Record: Equatable, Sendable {
    /// The number of pulls that paid.
    public internal(set) var wins = 0
    /// The number of pulls that did not.
    public internal(set) var losses = 0
  }

  /// The parameters.
  public let configuration: Configuration
  /// The chance of each arm to pay.
  public private(set) var chances: [Double]
  /// The record of each arm in the current episode, for drawings.
  public private(set) var records: [Record]
  /// The arm that was pulled last; `nil` before the first pull.
  public private(set) var lastArm: Int?
  /// True if the last pull has paid.
  public private(set) var hasPaid = false
  /// The number of pulls so far.
  public private(set) var pulls = 0
  /// True if resets leave the chances as they are.
  public var keepsTask = false
  /// The stream that resets and steps draw from.
  public var generator = RandomGenerator(seed: 0)

  /// Makes a slot machine.
  public init(_ configuration: Configuration = Configuration()) {
    configuration.requireValid()
    self.configuration = configuration
    chances = Array(repeating: 0.5, count: configuration.arms)
    records = Array(repeating: Record(), count: configuration.arms)
  }

  /// One value, which is always the same.
  public var observationSpace: Discrete { Discrete(1) }

  /// An arm.
  public var actionSpace: Discrete { Discrete(configuration.arms) }

  /// True if all pulls of the episode are done.
  public var isOver: Bool { pulls == configuration.pulls }

  /// Draws the chances.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Int>) {
    if let seed { generator = RandomGenerator(seed: seed) }
    for arm in chances.indices {
      if !keepsTask { chances[arm] = generator.random() }
      records[arm] = Record()
    }
    (lastArm, hasPaid, pulls) = (nil, false, 0)
    observation[0] = 0
  }

  /// Pulls an arm.
  public mutating func step(_ action: Span<Int>, into observation: inout MutableSpan<Int>) -> StepResult {
    let arm = action[0]
    assert(chances.indices.contains(arm), "\(arm) is none of \(chances.count) arms, counted from 0")
    hasPaid = generator.random() < chances[arm]
    if hasPaid { records[arm].wins += 1 } else { records[arm].losses += 1 }
    lastArm = arm
    pulls += 1
    observation[0] = 0
    let reward = hasPaid ? 1.0 : 0
    return isOver ? .terminated(reward: reward) : .running(reward: reward)
  }
}
