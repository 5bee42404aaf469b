import Simulation

/// A player who looks at all that can follow, and makes a move of the best value.
///
/// Among moves of the same value it draws one, so that its games differ.
public struct PerfectPlayer: Player {
  /// The values that are known so far: a `GameSolver` of the game that is played.
  private var solver: AnyObject?

  /// Makes a player of a game that can be solved.
  ///
  /// - Parameters:
  ///   - game: The first position.
  ///   - limit: The number of positions that may be looked at.
  /// - Throws: A sentence if there are more.
  public init(of game: some Game, limit: Int = 3_000_000) throws(ConfigurationError) {
    let solver = GameSolver(of: game)
    guard solver.value(of: game, limit: limit) != nil else {
      throw ConfigurationError(
        "The game is too large to be played perfectly: more than \(limit) positions would have to be looked at; choose "
          + "a smaller board, or mcts:N.")
    }
    self.solver = solver
  }

  /// Draws one of the best moves.
  public mutating func move(in game: some Game, using generator: inout RandomGenerator) -> Int {
    let moves = solver(of: game).bestMoves(in: game)
    return moves[generator.integers(0..<moves.count)]
  }

  private mutating func solver<Position: Game>(of game: Position) -> GameSolver<Position> {
    if let solver = solver as? GameSolver<Position> { return solver }
    let solver = GameSolver(of: game)
    self.solver = solver
    return solver
  }
}

/// The values of positions under perfect play, found by alpha-beta search with a transposition table.
///
/// - Precondition: The game has two seats, pays when it is over, and its rewards add up to 0.
public final class GameSolver<Position: Game> {
  /// The bounds between which the value of a position for seat 0 is known to lie.
  private struct Bounds {
    var low: Double
    var high: Double
  }

  private var table: [Position: Bounds] = [:]
  private var rest = Int.max

  /// The number of positions in the table.
  public var positionCount: Int { table.count }

  /// Makes a solver that knows nothing yet.
  public init(of game: Position) {}

  /// Returns the value for seat 0: the reward in the end, if both seats play perfectly.
  ///
  /// - Parameter limit: The number of positions that may be added to the table.
  /// - Returns: `nil` if that is not enough.
  public func value(of game: Position, limit: Int = .max) -> Double? {
    rest = limit
    let value = value(game, -.infinity, .infinity)
    return rest >= 0 ? value : nil
  }

  /// Returns the moves that keep the value of a position.
  public func bestMoves(in game: Position) -> [Int] {
    rest = .max
    let sign = game.mover == 0 ? 1.0 : -1
    let values = game.legalMoves.map { (move: $0, value: sign * value(game.playing($0), -.infinity, .infinity)) }
    let best = values.map(\.value).max()
    return values.filter { $0.value == best }.map(\.move)
  }

  private func value(_ game: Position, _ low: Double, _ high: Double) -> Double {
    if game.isOver { return game.reward(ofSeat: 0) }
    var (low, high) = (low, high)
    if let known = table[game] {
      if known.low >= high || known.low == known.high { return known.low }
      if known.high <= low { return known.high }
      (low, high) = (max(low, known.low), min(high, known.high))
    }
    guard rest > 0 else {
      rest = -1
      return 0
    }
    rest -= 1
    let value = game.mover == 0 ? greatest(game, low, high) : least(game, low, high)
    guard rest >= 0 else { return 0 }
    var bounds = table[game] ?? Bounds(low: -.infinity, high: .infinity)
    if value < high { bounds.high = value }
    if value > low { bounds.low = value }
    table[game] = bounds
    return value
  }

  private func greatest(_ game: Position, _ low: Double, _ high: Double) -> Double {
    var best = -Double.infinity
    for move in 0..<game.moveCount where game.isLegal(move) {
      best = max(best, value(game.playing(move), max(low, best), high))
      if best >= high { break }
    }
    return best
  }

  private func least(_ game: Position, _ low: Double, _ high: Double) -> Double {
    var best = Double.infinity
    for move in 0..<game.moveCount where game.isLegal(move) {
      best = min(best, value(game.playing(move), low, min(high, best)))
      if best <= low { break }
    }
    return best
  }
}
