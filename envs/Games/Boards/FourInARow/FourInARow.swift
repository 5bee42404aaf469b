import Simulation

/// Drop stones into columns and put four of one's own in a row: upright, level or aslant.
///
/// Moves are columns from the left. On seven columns of six, the first seat wins with perfect play (Allen 1988, Allis
/// 1988, "A knowledge-based approach of Connect-Four"). The board is two words of bits, column by column from the lower
/// left, with a bit above each column that stays empty, as Tromp's program has it.
public struct FourInARow: BoardGame {
  /// The size of the board.
  public struct Configuration: EnvironmentConfiguration {
    /// The number of columns.
    public var columns = 7
    /// The number of stones that a column holds.
    public var rows = 6

    /// Seven columns of six.
    public init() {}

    /// A board of some size.
    public init(columns: Int, rows: Int) { (self.columns, self.rows) = (columns, rows) }

    /// The settings, with their ranges.
    public static let settings = SettingList<Self> {
      Setting(\.columns, "columns", "The number of columns.", in: 2...9)
      Setting(\.rows, "rows", "The number of stones that a column holds.", in: 2...9)
      SettingRule { configuration in
        let (columns, rows) = (configuration.columns, configuration.rows)
        return columns * (rows + 1) <= 64
          ? nil
          : "columns=\(columns) and rows=\(rows) are a board that is too large: columns × (rows + 1) must be at most 64."
      }
    }
  }

  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// The lowest square of each column.
  let floor: UInt64
  /// All squares.
  let board: UInt64
  /// The stones of the seat to move.
  private(set) var own: UInt64 = 0
  /// The stones of both seats.
  private(set) var all: UInt64 = 0
  /// True if the last stone has completed a row.
  private(set) var isWon = false
  private var lastColumn: Int?

  /// An empty board.
  public init(_ configuration: Configuration) {
    configuration.requireValid()
    (rows, columns) = (configuration.rows, configuration.columns)
    let stride = rows + 1
    floor = (0..<columns).reduce(0) { $0 | 1 << UInt64($1 * stride) }
    board = floor &* (1 << UInt64(rows) - 1)
  }

  /// The columns.
  public var moveCount: Int { columns }
  /// The seats take turns.
  public var mover: Int { all.nonzeroBitCount & 1 }
  /// True once four are in a row, or the board is full.
  public var isOver: Bool { isWon || all == board }

  /// The lowest empty square of each column that has one.
  var openSquares: UInt64 { (all &+ floor) & board }
  /// The columns that are not full, unless the game is over.
  public var legalMoveCount: Int { isWon ? 0 : openSquares.nonzeroBitCount }

  /// Returns true if the column is not full, and the game not over.
  public func isLegal(_ move: Int) -> Bool {
    !isWon && (0..<columns).contains(move) && openSquares & column(move) != 0
  }

  /// Drops a stone into a column.
  public mutating func play(_ move: Int) {
    assert(isLegal(move), "column \(move) takes no stone")
    drop(on: openSquares & column(move))
    lastColumn = move
  }

  /// Draws one of the columns that are not full.
  public func randomMove(using generator: inout RandomGenerator) -> Int {
    randomSquare(using: &generator).trailingZeroBitCount / (rows + 1)
  }

  /// Drops stones into random columns until the game is over.
  public mutating func playOut(using generator: inout RandomGenerator) {
    while !isOver {
      let square = randomSquare(using: &generator)
      drop(on: square)
      if isOver { lastColumn = square.trailingZeroBitCount / (rows + 1) }
    }
  }

  /// 1 for who has completed a row, and -1 for the other.
  public func reward(ofSeat seat: Int) -> Double { isWon ? (seat == mover ? -1 : 1) : 0 }

  /// The mirror image.
  public var symmetries: [GameSymmetry] {
    symmetries(of: [mirroredSquares]) { _ in (0..<columns).reversed() }
  }

  /// The square that the last stone lies on.
  public var lastSquare: Int? {
    lastColumn.map { (rows - (all & column($0)).nonzeroBitCount) * columns + $0 }
  }

  /// The seat whose stone lies on a square.
  public func owner(ofSquare square: Int) -> Int? {
    let bit = bit(ofSquare: square)
    guard all & bit != 0 else { return nil }
    return own & bit != 0 ? mover : 1 - mover
  }

  /// The squares that are part of four in a row, for drawings.
  var completeSquares: [Int] {
    let winner = own ^ all
    return (0..<rows * columns).filter { square in
      let bit = bit(ofSquare: square)
      return winner & bit != 0 && hasFour(winner, through: bit)
    }
  }

  /// Returns true if the boards are the same.
  public static func == (left: FourInARow, right: FourInARow) -> Bool {
    left.own == right.own && left.all == right.all && left.board == right.board
  }

  /// Hashes the board.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(own)
    hasher.combine(all)
  }
}

extension FourInARow {
  func column(_ index: Int) -> UInt64 { (1 << UInt64(rows) &- 1) << UInt64(index * (rows + 1)) }

  private func bit(ofSquare square: Int) -> UInt64 {
    1 << UInt64(square % columns * (rows + 1) + rows - 1 - square / columns)
  }

  private func randomSquare(using generator: inout RandomGenerator) -> UInt64 {
    var squares = openSquares
    for _ in 0..<generator.integers(0..<squares.nonzeroBitCount) { squares &= squares &- 1 }
    return squares & (0 &- squares)
  }

  private mutating func drop(on square: UInt64) {
    let stones = own | square
    own ^= all
    all |= square
    isWon = hasFour(stones)
  }

  /// The distances between neighbouring squares: upright, level, falling and rising.
  private var distances: (UInt64, UInt64, UInt64, UInt64) {
    let stride = UInt64(rows + 1)
    return (1, stride, stride - 1, stride + 1)
  }

  /// Returns true if four stones are in a row.
  func hasFour(_ stones: UInt64) -> Bool {
    func row(_ distance: UInt64) -> UInt64 {
      let pairs = stones & stones &>> distance
      return pairs & pairs &>> (2 &* distance)
    }
    let (upright, level, falling, rising) = distances
    return row(upright) | row(level) | row(falling) | row(rising) != 0
  }

  /// Returns true if a stone is one of four in a row.
  private func hasFour(_ stones: UInt64, through stone: UInt64) -> Bool {
    let (upright, level, falling, rising) = distances
    return [upright, level, falling, rising].contains { distance in
      (0..<4).contains { place in
        let first = stone &>> (distance * UInt64(place))
        guard first &<< (distance * UInt64(place)) == stone else { return false }
        return (0..<4).allSatisfy { stones & first &<< (distance * UInt64($0)) != 0 }
      }
    }
  }
}
