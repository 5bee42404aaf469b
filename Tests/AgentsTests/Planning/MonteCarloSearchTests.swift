import Agents
import Environments
import Simulation
import Testing

/// The tree search in games.
@Suite("Monte Carlo tree search") struct MonteCarloSearchTests {
  /// Three moves, after which the game is over; each has a reward of its own for the seat that moves.
  private struct Bandit: Game {
    struct Configuration: EnvironmentConfiguration {}

    private static let rewards = [0.25, -1, 0.5]
    private(set) var chosen: Int?

    init(_ configuration: Configuration) {}

    var moveCount: Int { 3 }
    var mover: Int { chosen == nil ? 0 : 1 }
    var isOver: Bool { chosen != nil }
    func isLegal(_ move: Int) -> Bool { chosen == nil && (0..<3).contains(move) }
    mutating func play(_ move: Int) { chosen = move }

    func reward(ofSeat seat: Int) -> Double {
      let reward = chosen.map { Self.rewards[$0] } ?? 0
      return seat == 0 ? reward : -reward
    }

    var observationShape: [Int] { [1] }
    func writeObservation(fromSeat seat: Int, into observation: inout MutableSpan<Float>) { observation[0] = 0 }
  }

  /// All are proven before the first simulation, and nothing is left to search.
  @Test func movesThatEndTheGameAreProvenAtOnce() {
    var (search, generator) = (MonteCarloSearch(), RandomGenerator(seed: 0))
    let candidates = search.candidates(in: Bandit(), simulations: 100, using: &generator)
    #expect(candidates.map(\.visits) == [0, 0, 0])
    #expect(candidates.map(\.value) == [0.25, -1, 0.5])
    #expect(candidates.allSatisfy { $0.isProven })
    #expect(candidates.best?.move == 2)
  }

  /// Positions of four in a row with one move that wins at once, or one that must be answered.
  @Test(arguments: [
    ([3, 0, 3, 0, 3, 1], 3), ([0, 6, 1, 6, 2, 5], 3), ([3, 2, 3, 2, 3], 3), ([0, 3, 1, 3, 6, 3], 3),
    ([6, 0, 5, 0, 2, 0], 0),
  ])
  func aMateInOneAndAThreatAreFound(moves: [Int], answer: Int) {
    let game = moves.reduce(FourInARow()) { $0.playing($1) }
    for seed in 0..<20 as Range<UInt64> {
      var (player, generator) = (MonteCarloPlayer(simulations: 50), RandomGenerator(seed: seed))
      #expect(player.move(in: game, using: &generator) == answer)
    }
  }

  @Test func ticTacToeIsProvenADraw() {
    var (search, generator) = (MonteCarloSearch(), RandomGenerator(seed: 0))
    let candidates = search.candidates(in: TicTacToe(), simulations: 100_000, using: &generator)
    #expect(candidates.allSatisfy { $0.isProven && $0.value == 0 })
    #expect(candidates.reduce(0) { $0 + $1.visits } < 100_000, "it ends once all is proven")
  }

  @Test func aSearchHoldsPerfectPlayOfTicTacToeToADraw() throws {
    let perfect = try PerfectPlayer(of: TicTacToe())
    var generator = RandomGenerator(seed: 1)
    for game in 0..<20 {
      var players: [any Player] = [MonteCarloPlayer(simulations: 1000), perfect]
      if game % 2 == 1 { players.reverse() }
      #expect(TicTacToe().rewards(ofPlayBy: &players, using: &generator) == [0, 0])
    }
  }

  @Test func theSameSeedGivesTheSameMove() {
    let moves = (0..<2).map { _ in
      var (player, generator) = (MonteCarloPlayer(simulations: 200), RandomGenerator(seed: 9))
      return player.move(in: Reversi(), using: &generator)
    }
    #expect(moves[0] == moves[1])
  }
}

/// The solver of small games.
@Suite("Perfect play") struct PerfectPlayerTests {
  @Test func ticTacToeIsADraw() {
    #expect(GameSolver(of: TicTacToe()).value(of: TicTacToe()) == 0)
  }

  @Test func smallReversiIsLostForTheFirstSeat() {
    let start = Reversi(.init(size: 4))
    #expect(GameSolver(of: start).value(of: start) == -1)
  }

  /// Alpha-beta with its table gives what looking at everything gives.
  @Test func valuesEqualThoseOfASearchWithoutBounds() {
    func value(_ game: FourInARow) -> Double {
      if game.isOver { return game.reward(ofSeat: 0) }
      let values = game.legalMoves.map { value(game.playing($0)) }
      return (game.mover == 0 ? values.max() : values.min()) ?? 0
    }
    var generator = RandomGenerator(seed: 4)
    for _ in 0..<30 {
      var game = FourInARow(.init(columns: 4, rows: 4))
      while game.legalMoveCount > 0, (0..<16).count(where: { game.owner(ofSquare: $0) != nil }) < 9 {
        game.play(game.randomMove(using: &generator))
      }
      let solver = GameSolver(of: game)
      #expect(solver.value(of: game) == value(game))
      guard !game.isOver else { continue }
      for move in solver.bestMoves(in: game) { #expect(value(game.playing(move)) == value(game)) }
    }
  }

  @Test func whatIsTooLargeIsRefusedInWords() {
    let error = #expect(throws: ConfigurationError.self) { try PerfectPlayer(of: FourInARow(), limit: 1000) }
    #expect(error?.description.contains("more than 1000 positions") == true)
  }
}
