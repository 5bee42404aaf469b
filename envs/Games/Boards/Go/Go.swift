import Simulation

/// Surround more of the board than the other does.
///
/// The rules of Tromp and Taylor: a group without liberties is taken, the other's before one's own; a stone must not bring
/// back an earlier board (positional superko); two passes end the game; a point counts for who alone reaches it. Moves are
/// points, row by row from the upper left, and last a pass. A game of more than `4 * size * size` moves is counted as it
/// stands.
public struct Go: BoardGame {
  /// The size of the board, and the compensation.
  public struct Configuration: EnvironmentConfiguration {
    /// The number of rows, and of columns.
    public var size = 9
    /// The points that the second seat is given for moving second.
    public var komi = 7.5

    /// Nine by nine points, and 7.5 for the second seat.
    public init() {}

    /// A board of some size.
    public init(size: Int, komi: Double = 7.5) { (self.size, self.komi) = (size, komi) }

    /// The settings, with their ranges.
    public static let settings = SettingList<Self> {
      Setting(\.size, "size", "The number of rows, and of columns.", in: 2...9)
      Setting(\.komi, "komi", "The points that the second seat is given for moving second.", in: -100...100)
    }
  }

  /// The points given to the second seat.
  public let komi: Double
  let field: GoField
  /// The stones of each seat.
  private(set) var stones: (GoPoints, GoPoints) = (0, 0)
  /// The seat whose turn it is.
  public private(set) var mover = 0
  /// The number of moves so far.
  public private(set) var moveNumber = 0
  /// The number of passes at the end of the game so far.
  public private(set) var passes = 0
  /// The point that the last stone was put on; `nil` after a pass.
  public private(set) var lastSquare: Int?
  private var history: GoHistory

  /// An empty board.
  public init(_ configuration: Configuration) {
    configuration.requireValid()
    komi = configuration.komi
    field = GoField(size: configuration.size)
    history = GoHistory()
  }

  /// The number of rows.
  public var rows: Int { field.size }
  /// As many as rows.
  public var columns: Int { field.size }
  /// The points, and a pass.
  public var moveCount: Int { rows * rows + 1 }
  /// The number of the move that passes.
  public var pass: Int { rows * rows }
  /// True after two passes, and after very many moves.
  public var isOver: Bool { passes == 2 || moveNumber == 4 * rows * rows }

  /// Returns true if the point is empty and a stone there brings back no earlier board; one may always pass.
  public func isLegal(_ move: Int) -> Bool {
    guard !isOver else { return false }
    guard move != pass else { return true }
    guard (0..<pass).contains(move), (stones.0 | stones.1) >> GoPoints(move) & 1 == 0 else { return false }
    return !history.contains(after(move))
  }

  /// Puts a stone on a point, or passes.
  public mutating func play(_ move: Int) {
    assert(isLegal(move), "move \(move) is not allowed")
    moveNumber += 1
    if move == pass {
      (passes, lastSquare) = (passes + 1, nil)
    } else {
      stones = after(move)
      history.append(stones)
      (passes, lastSquare) = (0, move)
    }
    mover = 1 - mover
  }

  /// Draws moves until one is legal, which is faster than to look at all of them.
  public func randomMove(using generator: inout RandomGenerator) -> Int {
    while true {
      let move = generator.integers(0..<moveCount)
      if isLegal(move) { return move }
    }
  }

  /// The board after a stone of the seat to move, without the groups that it leaves no liberty.
  private func after(_ move: Int) -> (GoPoints, GoPoints) {
    let stone = GoPoints(1) << GoPoints(move)
    var (own, other) = mover == 0 ? stones : (stones.1, stones.0)
    own |= stone
    other &= ~field.deadGroups(of: other, beside: stone, against: own)
    own &= ~field.deadGroups(of: own, beside: stone, against: other)
    return mover == 0 ? (own, other) : (other, own)
  }

  /// The points that a seat alone reaches: its stones, and the empty points around which no other stone lies.
  public func area(ofSeat seat: Int) -> Int {
    let (own, other) = seat == 0 ? stones : (stones.1, stones.0)
    let empty = field.board & ~(own | other)
    return field.spread(own, over: empty | own).subtracting(field.spread(other, over: empty | other))
      .nonzeroBitCount
  }

  /// The number of points that a seat has more than the other, with the compensation.
  public func lead(ofSeat seat: Int) -> Double {
    let lead = Double(area(ofSeat: 0) - area(ofSeat: 1)) - komi
    return seat == 0 ? lead : -lead
  }

  /// Once the game is over, 1 for who has more points, and -1 for the other.
  public func reward(ofSeat seat: Int) -> Double {
    guard isOver else { return 0 }
    let lead = lead(ofSeat: seat)
    return lead > 0 ? 1 : lead < 0 ? -1 : 0
  }

  /// The seat whose stone lies on a point.
  public func owner(ofSquare square: Int) -> Int? {
    stones.0 >> GoPoints(square) & 1 == 1 ? 0 : stones.1 >> GoPoints(square) & 1 == 1 ? 1 : nil
  }

  /// The turns and mirror images of the board; who passes, passes.
  public var symmetries: [GameSymmetry] { symmetries(of: turnedSquares) { $0 + [pass] } }

  /// Two planes of stones, one that says whether the other has passed, and one of the second seat's turns.
  public var observationShape: [Int] { [4, rows, columns] }

  /// Writes the stones, and the planes that are all 1 or all 0.
  public func writeObservation(fromSeat seat: Int, into observation: inout MutableSpan<Float>) {
    writeStones(fromSeat: seat, into: &observation)
    let count = rows * columns
    for point in 0..<count {
      observation[2 * count + point] = passes > 0 ? 1 : 0
      observation[3 * count + point] = seat == 1 ? 1 : 0
    }
  }

  /// Returns true if the stones, the seat to move and the passes are the same.
  public static func == (left: Go, right: Go) -> Bool {
    left.stones == right.stones && left.mover == right.mover && left.passes == right.passes
  }

  /// Hashes the stones and the seat to move.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(stones.0)
    hasher.combine(stones.1)
    hasher.combine(mover)
  }
}
