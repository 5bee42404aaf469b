import Simulation

/// Put three stones of one's own in a row on a board of three by three squares.
///
/// Moves are squares, row by row from the upper left. With perfect play it is a draw.
public struct TicTacToe: BoardGame {
  /// No parameters.
  public struct Configuration: EnvironmentConfiguration {
    /// The one board there is.
    public init() {}
  }

  /// The stones of each seat, a bit for each square.
  private var stones: (UInt16, UInt16) = (0, 0)
  /// True if the last stone has completed a row.
  private var isWon = false
  /// The square that the last move has put a stone on.
  public private(set) var lastSquare: Int?

  /// An empty board.
  public init(_ configuration: Configuration) {}

  /// Three.
  public var rows: Int { 3 }
  /// Three.
  public var columns: Int { 3 }
  /// The nine squares.
  public var moveCount: Int { 9 }
  /// The seats take turns.
  public var mover: Int { (stones.0 | stones.1).nonzeroBitCount & 1 }
  /// True once a row is complete, or the board is full.
  public var isOver: Bool { isWon || stones.0 | stones.1 == 0x1ff }

  /// Returns true if the square is empty, and the game not over.
  public func isLegal(_ move: Int) -> Bool {
    !isWon && (0..<9).contains(move) && (stones.0 | stones.1) >> move & 1 == 0
  }

  /// Puts a stone on a square.
  public mutating func play(_ move: Int) {
    assert(isLegal(move), "\(move) is not an empty square of \(self)")
    if mover == 0 {
      stones.0 |= 1 << move
      isWon = Self.hasRow(stones.0)
    } else {
      stones.1 |= 1 << move
      isWon = Self.hasRow(stones.1)
    }
    lastSquare = move
  }

  /// 1 for who has completed a row, and -1 for the other.
  public func reward(ofSeat seat: Int) -> Double { isWon ? (seat == mover ? -1 : 1) : 0 }

  /// The turns and mirror images of the board.
  public var symmetries: [GameSymmetry] { symmetries(of: turnedSquares) { $0 } }

  /// The seat whose stone lies on a square.
  public func owner(ofSquare square: Int) -> Int? {
    stones.0 >> square & 1 == 1 ? 0 : stones.1 >> square & 1 == 1 ? 1 : nil
  }

  /// The squares of the rows that are complete, for drawings.
  var completeRow: [Int]? {
    Self.rowsOfThree.first { $0 & stones.0 == $0 || $0 & stones.1 == $0 }
      .map { row in (0..<9).filter { row >> $0 & 1 == 1 } }
  }

  private static func hasRow(_ stones: UInt16) -> Bool {
    // By index: without optimization, an iterator allocates.
    for index in rowsOfThree.indices where rowsOfThree[index] & stones == rowsOfThree[index] { return true }
    return false
  }

  private static let rowsOfThree: [UInt16] = [0o700, 0o070, 0o007, 0o444, 0o222, 0o111, 0o421, 0o124]

  /// Returns true if the boards are the same.
  public static func == (left: TicTacToe, right: TicTacToe) -> Bool { left.stones == right.stones }

  /// Hashes the board.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(stones.0)
    hasher.combine(stones.1)
  }
}
