import Simulation

/// A solver of four in a row: it says how a position ends with perfect play, and how soon.
///
/// Alpha-beta on bits, by windows of one, with a table of bounds; moves that lose at once are left out, and those that make
/// the most threats come first. The way is John Tromp's and Pascal Pons's ("Solving Connect 4", 2015).
///
/// A score is 0 for a draw; else it counts the stones that the winner still has in hand at the end, plus one, and is negative
/// where the seat to move loses: a win with the last stone is 1.
public struct FourInARowSolver {
  private var keys: [UInt64]
  private var bounds: [Int8]
  private var geometry: Geometry
  /// The number of positions looked at so far.
  public private(set) var positionCount = 0

  /// Makes a solver for the board of a position.
  ///
  /// - Parameters:
  ///   - game: A position; others of its board fit too.
  ///   - tableSize: The number of positions that are remembered, 9 bytes each.
  public init(of game: FourInARow, tableSize: Int = 4_194_301) {
    precondition(tableSize > 0, "a table remembers at least one position, not \(tableSize)")
    geometry = Geometry(game)
    keys = Array(repeating: 0, count: tableSize)
    bounds = Array(repeating: 0, count: tableSize)
  }

  /// The score of a position for the seat to move; of one that is over, 0 or what it has lost.
  public mutating func score(of game: FourInARow) -> Int {
    geometry.requireSameBoard(game)
    let state = State(own: game.own, all: game.all)
    guard !game.isOver else { return game.isWon ? -geometry.score(winningWith: state.stoneCount - 1) : 0 }
    return score(of: state, in: -geometry.area...geometry.area)
  }

  /// The outcome of a position for the seat to move with perfect play: 1, 0 or -1.
  ///
  /// It takes less time than the score.
  public mutating func outcome(of game: FourInARow) -> Int {
    geometry.requireSameBoard(game)
    guard !game.isOver else { return game.isWon ? -1 : 0 }
    return score(of: State(own: game.own, all: game.all), in: -1...1).signum()
  }

  /// The outcome behind each move for the seat to move; `nil` for moves that are not legal.
  public mutating func outcomes(ofMovesIn game: FourInARow) -> [Int?] {
    (0..<game.moveCount).map { move in
      guard game.isLegal(move) else { return nil }
      return -outcome(of: game.playing(move))
    }
  }

  /// A position: the stones of the seat to move, and of both.
  private struct State {
    let own: UInt64
    let all: UInt64

    var stoneCount: Int { all.nonzeroBitCount }

    func playing(_ square: UInt64) -> State { State(own: own ^ all, all: all | square) }
  }

  /// Closes in on the score by asking whether it is above a number.
  private mutating func score(of state: State, in range: ClosedRange<Int>) -> Int {
    if geometry.canWin(state.own, state.all) {
      return min(geometry.score(winningWith: state.stoneCount), range.upperBound)
    }
    var least = max(-geometry.score(winningWith: state.stoneCount + 1), range.lowerBound)
    var greatest = min(geometry.score(winningWith: state.stoneCount), range.upperBound)
    while least < greatest {
      var middle = least + (greatest - least) / 2
      // Wins that are near are found sooner than those that are far away.
      if middle <= 0, least / 2 < middle {
        middle = least / 2
      } else if middle >= 0, greatest / 2 > middle {
        middle = greatest / 2
      }
      if search(state, above: middle) > middle { least = middle + 1 } else { greatest = middle }
    }
    return least
  }

  /// Returns a number above a threshold if the score is, and one that is not above it otherwise.
  ///
  /// - Precondition: The seat to move cannot win at once.
  private mutating func search(_ state: State, above threshold: Int) -> Int {
    positionCount += 1
    let stoneCount = state.stoneCount
    let moves = geometry.movesThatDoNotLose(state.own, state.all)
    // The other wins with the next stone.
    guard moves != 0 else { return -geometry.score(winningWith: stoneCount + 1) }
    guard stoneCount < geometry.area - 2 else { return 0 }
    guard -geometry.score(winningWith: stoneCount + 3) <= threshold else { return threshold + 1 }
    var most = geometry.score(winningWith: stoneCount + 2)
    let key = state.own &+ state.all &+ geometry.floor
    let place = Int(key % UInt64(keys.count))
    if keys[place] == key { most = min(most, Int(bounds[place])) }
    guard most > threshold else { return most }
    let squares = geometry.ordered(moves, state.own, state.all)
    for index in 0..<moves.nonzeroBitCount {
      let score = -search(state.playing(squares[index]), above: -threshold - 1)
      if score > threshold { return score }
    }
    (keys[place], bounds[place]) = (key, Int8(threshold))
    return threshold
  }

  /// The board, and what is on it of importance.
  private struct Geometry {
    let rows: Int
    let columns: Int
    let floor: UInt64
    let board: UInt64
    let area: Int
    private let stride: UInt64
    /// The columns from the middle outwards.
    private let order: [UInt64]

    init(_ game: FourInARow) {
      (rows, columns, floor, board) = (game.rows, game.columns, game.floor, game.board)
      area = rows * columns
      stride = UInt64(rows + 1)
      let count = game.columns
      order = (0..<count).sorted { abs(2 * $0 - count + 1) < abs(2 * $1 - count + 1) }.map { game.column($0) }
    }

    func requireSameBoard(_ game: FourInARow) {
      precondition(
        game.board == board && game.rows == rows,
        "a solver for \(columns) columns of \(rows) cannot solve \(game.columns) of \(game.rows)")
    }

    /// The score of the seat to move if it wins with the stone after so many.
    func score(winningWith stoneCount: Int) -> Int { (area - stoneCount + 1) / 2 }

    private func open(_ all: UInt64) -> UInt64 { (all &+ floor) & board }

    func canWin(_ own: UInt64, _ all: UInt64) -> Bool { winningSquares(own, all) & open(all) != 0 }

    /// The squares that can be played to without letting the other win with the next stone.
    func movesThatDoNotLose(_ own: UInt64, _ all: UInt64) -> UInt64 {
      var moves = open(all)
      let threats = winningSquares(own ^ all, all)
      let forced = moves & threats
      if forced != 0 {
        guard forced & (forced &- 1) == 0 else { return 0 }
        moves = forced
      }
      return moves & ~(threats &>> 1)
    }

    /// The empty squares that complete four of one's stones in a row.
    func winningSquares(_ own: UInt64, _ all: UInt64) -> UInt64 {
      var squares = own &<< 1 & own &<< 2 & own &<< 3
      for distance in stride - 1...stride + 1 {
        let before = own &<< distance & own &<< (2 &* distance)
        squares |= before & (own &<< (3 &* distance) | own &>> distance)
        let behind = own &>> distance & own &>> (2 &* distance)
        squares |= behind & (own &<< distance | own &>> (3 &* distance))
      }
      return squares & (board ^ all)
    }

    /// The squares to be played to, those that make the most threats first, and of equals those in the middle.
    func ordered(_ moves: UInt64, _ own: UInt64, _ all: UInt64) -> InlineArray<9, UInt64> {
      var (squares, threats) = (InlineArray<9, UInt64>(repeating: 0), InlineArray<9, Int>(repeating: 0))
      var count = 0
      for column in order {
        let square = moves & column
        guard square != 0 else { continue }
        let made = winningSquares(own | square, all).nonzeroBitCount
        var place = count
        while place > 0, threats[place - 1] < made {
          (squares[place], threats[place]) = (squares[place - 1], threats[place - 1])
          place -= 1
        }
        (squares[place], threats[place]) = (square, made)
        count += 1
      }
      return squares
    }
  }
}

/// A player of four in a row who solves the position before each move.
public struct FourInARowExpert: Player {
  private var solver: FourInARowSolver

  /// Makes a player for the board of a position.
  public init(of game: FourInARow) { solver = FourInARowSolver(of: game) }

  /// Draws one of the moves with the best outcome.
  ///
  /// - Precondition: The game is four in a row on the board that the player was made for.
  public mutating func move(in game: some Game, using generator: inout RandomGenerator) -> Int {
    guard let game = game as? FourInARow else {
      preconditionFailure("an expert of four in a row cannot play \(type(of: game))")
    }
    let outcomes = solver.outcomes(ofMovesIn: game)
    let best = outcomes.compactMap(\.self).max()
    let moves = outcomes.indices.filter { outcomes[$0] == best && best != nil }
    return moves[generator.integers(0..<moves.count)]
  }
}
