import Simulation

/// Enclose the other's discs between one's own to turn them; who has more discs in the end wins.
///
/// Moves are squares, row by row from the upper left, and each must turn a disc. A seat that has no move passes without
/// being asked, so that the other may move twice; the game is over when neither has one. With perfect play the first
/// seat loses on four by four squares by eight discs, and eight by eight are a draw (Takizawa 2023, "Othello is solved").
public struct Reversi: BoardGame {
  /// The size of the board.
  public struct Configuration: EnvironmentConfiguration {
    /// The number of rows, and of columns.
    public var size = 8

    /// Eight by eight squares.
    public init() {}

    /// A square board.
    public init(size: Int) { self.size = size }

    /// The settings, with their ranges.
    public static let settings = SettingList<Self> {
      Setting(\.size, "size", "The number of rows, and of columns.", in: 4...8).also("even") {
        $0.size % 2 == 0 ? nil : "an even number"
      }
    }
  }

  /// The number of rows, and of columns.
  public let rows: Int
  /// All squares: bit `8 * row + column` on a board of any size.
  private let board: UInt64
  /// The discs of each seat.
  private var discs: (UInt64, UInt64)
  /// The moves of the seat to move, which follow from the discs.
  private var moves: UInt64 = 0
  /// The seat whose turn it is.
  public private(set) var mover = 0
  /// The square that the last disc was put on.
  public private(set) var lastSquare: Int?
  /// True if the seat that was to move had to pass.
  public private(set) var hasPassed = false

  /// Two discs of each seat in the middle.
  public init(_ configuration: Configuration) {
    configuration.requireValid()
    rows = configuration.size
    board = (0..<UInt64(rows)).reduce(0) { $0 | (1 << UInt64(configuration.size) - 1) << (8 * $1) }
    let corner = UInt64(9 * (rows / 2 - 1))
    discs = (1 << (corner + 1) | 1 << (corner + 8), 1 << corner | 1 << (corner + 9))
    moves = Self.moves(of: discs.0, against: discs.1, on: board)
  }

  /// As many as rows.
  public var columns: Int { rows }
  /// The squares.
  public var moveCount: Int { rows * rows }
  /// The turn by half and the mirror images along the diagonals; others would begin with the colors exchanged.
  public var symmetries: [GameSymmetry] {
    let start = Reversi(Configuration(size: rows))
    let kept = turnedSquares.filter { squares in
      squares.indices.allSatisfy { start.owner(ofSquare: squares[$0]) == start.owner(ofSquare: $0) }
    }
    return symmetries(of: kept) { $0 }
  }
  /// True once neither seat has a move.
  public var isOver: Bool { moves == 0 }
  /// The number of squares that turn a disc.
  public var legalMoveCount: Int { moves.nonzeroBitCount }

  /// Returns true if a disc on the square would turn another.
  public func isLegal(_ move: Int) -> Bool { (0..<moveCount).contains(move) && moves & bit(ofSquare: move) != 0 }

  /// Puts a disc on a square, and turns what it encloses.
  public mutating func play(_ move: Int) {
    assert(isLegal(move), "square \(move) turns no disc")
    let (own, other) = mover == 0 ? discs : (discs.1, discs.0)
    let square = bit(ofSquare: move)
    let turned = Self.turned(by: square, of: own, against: other)
    (lastSquare, hasPassed) = (move, false)
    giveTurn(to: 1 - mover, own | square | turned, other & ~turned)
  }

  /// Gives the turn to a seat, or back to the other if it has no move.
  private mutating func giveTurn(to seat: Int, _ last: UInt64, _ next: UInt64) {
    discs = seat == 1 ? (last, next) : (next, last)
    moves = Self.moves(of: next, against: last, on: board)
    mover = seat
    guard moves == 0 else { return }
    moves = Self.moves(of: last, against: next, on: board)
    if moves != 0 { (mover, hasPassed) = (1 - seat, true) }
  }

  /// Draws one of the moves.
  public func randomMove(using generator: inout RandomGenerator) -> Int {
    var rest = moves
    for _ in 0..<generator.integers(0..<moves.nonzeroBitCount) { rest &= rest &- 1 }
    let place = rest.trailingZeroBitCount
    return place >> 3 * rows + place & 7
  }

  /// The number of discs that a seat has more than the other.
  public func lead(ofSeat seat: Int) -> Int {
    let lead = discs.0.nonzeroBitCount - discs.1.nonzeroBitCount
    return seat == 0 ? lead : -lead
  }

  /// Once the game is over, 1 for who has more discs, and -1 for the other.
  public func reward(ofSeat seat: Int) -> Double { isOver ? Double(lead(ofSeat: seat).signum()) : 0 }

  /// The seat whose disc lies on a square.
  public func owner(ofSquare square: Int) -> Int? {
    let bit = bit(ofSquare: square)
    return discs.0 & bit != 0 ? 0 : discs.1 & bit != 0 ? 1 : nil
  }

  /// Returns true if the discs and the seat to move are the same.
  public static func == (left: Reversi, right: Reversi) -> Bool {
    left.discs == right.discs && left.mover == right.mover && left.rows == right.rows
  }

  /// Hashes the discs and the seat to move.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(discs.0)
    hasher.combine(discs.1)
    hasher.combine(mover)
  }
}

extension Reversi {
  private func bit(ofSquare square: Int) -> UInt64 { 1 << UInt64(square / rows * 8 + square % rows) }

  /// Moves bits by a step along one of eight directions; what leaves eight by eight squares is lost.
  private static func shifted(_ squares: UInt64, _ direction: Int) -> UInt64 {
    let (notFirst, notLast) = (0xfefe_fefe_fefe_fefe as UInt64, 0x7f7f_7f7f_7f7f_7f7f as UInt64)
    return switch direction {
    case 0: (squares & notLast) &<< 1
    case 1: (squares & notFirst) &>> 1
    case 2: squares &<< 8
    case 3: squares &>> 8
    case 4: (squares & notLast) &<< 9
    case 5: (squares & notFirst) &>> 9
    case 6: (squares & notFirst) &<< 7
    default: (squares & notLast) &>> 7
    }
  }

  /// The empty squares from which a row of the other's discs leads to one's own.
  private static func moves(of own: UInt64, against other: UInt64, on board: UInt64) -> UInt64 {
    var moves: UInt64 = 0
    for direction in 0..<8 {
      var row = shifted(own, direction) & other
      for _ in 0..<5 { row |= shifted(row, direction) & other }
      moves |= shifted(row, direction)
    }
    return moves & board & ~(own | other)
  }

  /// The other's discs that a disc on a square encloses.
  private static func turned(by square: UInt64, of own: UInt64, against other: UInt64) -> UInt64 {
    var turned: UInt64 = 0
    for direction in 0..<8 {
      var row = shifted(square, direction) & other
      for _ in 0..<5 { row |= shifted(row, direction) & other }
      if shifted(row, direction) & own != 0 { turned |= row }
    }
    return turned
  }
}
