import Simulation

/// Draw cards to come closer to 21 than the dealer, without going over.
///
/// Example 5.1 of Sutton and Barto. Counterpart of Gymnasium's `Blackjack-v1`, which follows the book's rules
/// (`sab=True`). The observation is the player's sum, the dealer's open card (1 is an ace) and whether the player
/// has an ace that counts 11. Actions: 0 sticks, 1 hits. The reward is 1 for a win, 0 for a draw, -1 for a loss.
public struct Blackjack: ConfigurableEnvironment {
  /// The rules.
  public struct Configuration: EnvironmentConfiguration {
    /// True if a natural, an ace and a ten, wins 1.5; ignored with the book's rules.
    public var natural = false
    /// True if the book's rules hold: a natural wins unless the dealer has one too.
    public var suttonBartoRules = true

    /// The values of `Blackjack-v1`.
    public init() {}

    /// The settings, with their ranges.
    public static let settings = SettingList<Self> {
      Setting(
        \.natural, "natural", "Whether a natural, an ace and a ten, wins 1.5; ignored with the book's rules.",
        gymnasium: "natural")
      Setting(
        \.suttonBartoRules, "suttonBartoRules",
        "Whether the book's rules hold: a natural wins unless the dealer has one too.", gymnasium: "sab")
    }
  }

  /// A hand of cards, in which an ace is stored as 1.
  public struct Hand: Sendable {
    /// The cards, 1 to 10, in the order drawn.
    public private(set) var cards = InlineArray<22, UInt8>(repeating: 0)
    /// The number of cards.
    public private(set) var count = 0
    private var hardSum = 0
    private var hasAce = false

    mutating func add(_ card: Int) {
      cards[count] = UInt8(card)
      count += 1
      hardSum += card
      hasAce = hasAce || card == 1
    }

    /// True if an ace counts 11.
    public var hasUsableAce: Bool { hasAce && hardSum + 10 <= 21 }
    /// The sum, with an ace counted 11 where that does not go over 21.
    public var sum: Int { hasUsableAce ? hardSum + 10 : hardSum }
    /// True if the sum is over 21.
    public var isBust: Bool { sum > 21 }
    /// True if the hand is an ace and a ten.
    public var isNatural: Bool { count == 2 && hasAce && hardSum == 11 }
    /// The value of the hand at the end: the sum, or 0 if that is over 21.
    var score: Int { isBust ? 0 : sum }
  }

  /// The parameters.
  public let configuration: Configuration
  /// The player's cards.
  public private(set) var player = Hand()
  /// The dealer's cards, the open one first.
  public private(set) var dealer = Hand()
  /// The suit of the dealer's open card, for drawings: clubs, diamonds, hearts, spades.
  public private(set) var dealerSuit = 0
  /// The picture card of the dealer's open ten, for drawings: jack, queen, king.
  public private(set) var dealerFace = 0
  /// True if the hand is over and the dealer's cards are shown.
  public private(set) var isOver = false
  /// The stream that resets and steps draw from.
  public var generator = RandomGenerator(seed: 0)

  /// Makes a table.
  public init(_ configuration: Configuration = Configuration()) {
    self.configuration = configuration
  }

  /// The player's sum, the dealer's open card, a usable ace.
  public var observationSpace: DiscreteTuple { DiscreteTuple(32, 11, 2) }

  /// Stick or hit.
  public var actionSpace: Discrete { Discrete(2) }

  /// Deals two cards each.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Int>) {
    if let seed { generator = RandomGenerator(seed: seed) }
    (dealer, player, isOver) = (Hand(), Hand(), false)
    for _ in 0..<2 { dealer.add(drawCard()) }
    for _ in 0..<2 { player.add(drawCard()) }
    dealerSuit = generator.integers(0..<4)
    dealerFace = dealer.cards[0] == 10 ? generator.integers(0..<3) : 0
    write(to: &observation)
  }

  /// Hits, or sticks and lets the dealer play.
  public mutating func step(_ action: Span<Int>, into observation: inout MutableSpan<Int>) -> StepResult {
    assert(actionSpace.contains(action), "\(action[0]) is neither 0 (stick) nor 1 (hit)")
    let hits = action[0] == 1
    if hits { player.add(drawCard()) }
    isOver = !hits || player.isBust
    if !hits {
      while dealer.sum < 17 { dealer.add(drawCard()) }
    }
    write(to: &observation)
    guard isOver else { return .running(reward: 0) }
    return .terminated(reward: hits ? -1 : settled())
  }

  /// The reward once both have played.
  private func settled() -> Double {
    let reward = Double((player.score - dealer.score).signum())
    if configuration.suttonBartoRules {
      return player.isNatural && !dealer.isNatural ? 1 : reward
    }
    return configuration.natural && player.isNatural && reward == 1 ? 1.5 : reward
  }

  /// One of thirteen cards: ace, 2 to 10, and three picture cards worth 10.
  private mutating func drawCard() -> Int { min(generator.integers(0..<13) + 1, 10) }

  private func write(to observation: inout MutableSpan<Int>) {
    observation[0] = player.sum
    observation[1] = Int(dealer.cards[0])
    observation[2] = player.hasUsableAce ? 1 : 0
  }
}
