import Simulation

/// An arcade game on 10 × 10 cells: its rules, with sticky actions around them.
///
/// The observation is a flag per cell and channel. Actions: 0 stay, 1 left, 2 up, 3 right, 4 down, 5 fire; those that do
/// nothing in a game may be left out. With a small probability the last action is repeated in place of the chosen one. An
/// episode terminates when the game is lost.
///
/// Counterpart of the games of the Python package MinAtar 1.0.15, by their rules: Young and Tian (2019), "MinAtar: an
/// Atari-inspired testbed for thorough and reproducible reinforcement learning experiments".
///
/// ```swift
/// var game = Arcade<Bricks>()
/// let flags = game.reset(seed: 1)  // 400: 10 rows of 10 cells with 4 channels
/// ```
public struct Arcade<Game: ArcadeGame>: ConfigurableEnvironment {
  /// The settings.
  public let configuration: ArcadeConfiguration
  /// The game.
  public private(set) var game: Game
  /// The sum of the episode's rewards.
  public private(set) var score = 0.0
  /// The action that would stick to the next step.
  public private(set) var lastAction = ArcadeAction.stay

  private var random: ArcadeRandom
  private var actions = InlineArray<6, ArcadeAction>(repeating: .stay)
  private let actionCount: Int

  /// Makes a game.
  public init(_ configuration: ArcadeConfiguration = ArcadeConfiguration()) {
    configuration.requireValid()
    self.configuration = configuration
    random = ArcadeRandom(seed: 0, isLegacy: configuration.mersenneTwister)
    game = Game(isRamping: configuration.difficultyRamp)
    let actions = Self.actions(configuration)
    actionCount = actions.count
    for (index, action) in actions.enumerated() { self.actions[index] = action }
    game.begin(using: &random)
  }

  /// The actions by their numbers.
  static func actions(_ configuration: ArcadeConfiguration) -> [ArcadeAction] {
    configuration.minimalActions ? Game.minimalActions : ArcadeAction.allCases
  }

  /// Ten rows of ten cells, with a flag per channel.
  public var observationSpace: Box<UInt8> {
    Box(low: 0, high: 1, shape: [CellSet.side, CellSet.side, Game.channelCount])
  }

  /// Six actions, or those that do something.
  public var actionSpace: Discrete { Discrete(actionCount) }

  /// The stream that resets and steps draw from, unless they draw from the legacy one.
  ///
  /// If they do, the legacy stream starts anew from the first number of a stream that is set.
  public var generator: RandomGenerator {
    get { random.generator }
    set { random.take(newValue) }
  }

  /// The stream that resets and steps draw from; `nil` if it is the legacy one, which cannot be shown.
  public var stream: RandomGenerator? {
    get { configuration.mersenneTwister ? nil : generator }
    set {
      guard let newValue else { preconditionFailure("\(Self.self) draws from a stream, which cannot be none") }
      generator = newValue
    }
  }

  /// Starts an episode.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<UInt8>) {
    if let seed { random = ArcadeRandom(seed: seed, isLegacy: configuration.mersenneTwister) }
    // An episode follows from the stream at its start, unless it is to equal the Python package's.
    if seed != nil || !configuration.mersenneTwister { lastAction = .stay }
    score = 0
    game.begin(using: &random)
    observe(into: &observation)
  }

  /// Takes an action, or the last one once more.
  public mutating func step(_ action: Span<Int>, into observation: inout MutableSpan<UInt8>) -> StepResult {
    assert(actionSpace.contains(action), "\(action[0]) is not an action from 0 to \(actionCount - 1)")
    let isSticky = random.random() < configuration.stickyActionProbability
    if !isSticky { lastAction = actions[action[0]] }
    let result = game.advance(lastAction, using: &random)
    score += result.reward
    observe(into: &observation)
    return result
  }

  @inline(__always)
  private func observe(into observation: inout MutableSpan<UInt8>) {
    observation.clear()
    game.mark(in: &observation)
  }
}
