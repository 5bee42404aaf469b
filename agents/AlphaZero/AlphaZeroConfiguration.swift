import Simulation
import Training

/// The settings of AlphaZero.
public struct AlphaZeroConfiguration: Settings {
  /// The number of channels of each convolution.
  public var channels = 32
  /// The number of residual blocks.
  public var blocks = 2
  /// The number of simulations before each move of self-play.
  public var simulations = 32
  /// The largest number of moves that are tried at the root.
  public var consideredMoves = 16
  /// The number of simulations before each move of a match.
  public var matchSimulations = 64
  /// The number of games that are played side by side.
  public var games = 64
  /// The number of positions that are remembered.
  public var replayCapacity = 100_000
  /// The number of positions in a batch.
  public var batchSize = 256
  /// The number of updates after each round of moves.
  public var updatesPerRound = 1
  /// The step size.
  public var learningRate = Schedule.constant(1e-3)
  /// The decay of weights by each step, as a share of the step size (AdamW).
  public var weightDecay = 1e-4
  /// The share of the search's value in the values that are learned; the rest is the outcome of the game.
  public var searchValueShare = 0.5
  /// The weight of the values' squared error.
  public var valueWeight = 1.0
  /// The number of updates from one match against the fixed opponent to the next; 0 for none.
  public var matchInterval = 500
  /// The number of games of a match.
  public var matchGames = 20
  /// The number of simulations of the fixed opponent, a Monte Carlo tree search.
  public var opponentSimulations = 100

  /// The defaults.
  public init() {}

  /// The settings, with their ranges.
  public static var settings: SettingList<Self> {
    Setting(\.channels, "channels", "The number of channels of each convolution.", in: 1...1024)
    Setting(\.blocks, "blocks", "The number of residual blocks.", in: 0...100)
    Setting(
      \.simulations, "simulations", "How many simulations there are before each move of self-play.", in: 2...100_000
    )
    Setting(
      \.consideredMoves, "consideredMoves", "How many moves are tried at the root at most.", in: 2...4096)
    Setting(
      \.matchSimulations, "matchSimulations", "How many simulations there are before each move of a match.",
      in: 2...1_000_000)
    Setting(\.games, "games", "How many games are played side by side.", in: 4...4096)
    Setting(\.replayCapacity, "replayCapacity", "How many positions are remembered.", in: 1...1 << 30)
    Setting(\.batchSize, "batchSize", "How many positions a batch has.", in: 4...1 << 20)
    Setting(\.updatesPerRound, "updatesPerRound", "How many updates follow each round of moves.", in: 1...1000)
    Setting(\.learningRate, "learningRate", "The step size; may follow a schedule.", in: 0...1)
    Setting(\.weightDecay, "weightDecay", "The decay of weights, as a share of the step size.", in: 0...1)
    Setting(
      \.searchValueShare, "searchValueShare",
      "The share of the search's value in what values are learned from; the rest is the outcome of the game.",
      in: 0...1)
    Setting(\.valueWeight, "valueWeight", "The weight of the values' squared error.", in: 0...1000)
    Setting(
      \.matchInterval, "matchInterval",
      "After how many updates a match shows how strong the network is by now; 0 for none.", in: 0...1 << 53)
    Setting(\.matchGames, "matchGames", "How many games such a match has.", in: 1...100_000)
    Setting(
      \.opponentSimulations, "opponentSimulations",
      "How many simulations its opponent makes, a Monte Carlo tree search that never learns.", in: 1...1_000_000)
  }
}
