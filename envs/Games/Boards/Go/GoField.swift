/// Points of a board, a bit for each, row by row.
typealias GoPoints = UInt128

/// The points of a board and their neighbours.
struct GoField: Sendable {
  let size: Int
  /// All points.
  let board: GoPoints
  private let notFirst: GoPoints
  private let notLast: GoPoints

  init(size: Int) {
    self.size = size
    let count = GoPoints(size)
    let first = (0..<count).reduce(0 as GoPoints) { $0 | 1 << ($1 * count) }
    board = 1 << (count * count) - 1
    notFirst = board & ~first
    notLast = board & ~(first << (count - 1))
  }

  /// Points with all their neighbours.
  func grown(_ points: GoPoints) -> GoPoints {
    let stride = GoPoints(size)
    let level = (points & notLast) << 1 | (points & notFirst) >> 1
    return (points | level | points << stride | points >> stride) & board
  }

  /// All points that can be reached from some over others.
  func spread(_ points: GoPoints, over others: GoPoints) -> GoPoints {
    var reached = points
    while true {
      let next = reached | grown(reached) & others
      if next == reached { return reached }
      reached = next
    }
  }

  /// The groups of some stones that a stone touches, or belongs to, and that have no liberty.
  func deadGroups(of stones: GoPoints, beside stone: GoPoints, against others: GoPoints) -> GoPoints {
    var (rest, dead) = (stones & grown(stone), 0 as GoPoints)
    while rest != 0 {
      let group = spread(rest & (0 &- rest), over: stones)
      if grown(group) & ~(stones | others) == 0 { dead |= group }
      rest &= ~group
    }
    return dead
  }

  /// Returns true if every group has a liberty.
  func isSettled(_ first: GoPoints, _ second: GoPoints) -> Bool {
    let empty = board & ~(first | second)
    return [first, second].allSatisfy { spread(grown(empty) & $0, over: $0) == $0 }
  }
}

extension GoPoints {
  func subtracting(_ others: GoPoints) -> GoPoints { self & ~others }
}

/// The boards of a game so far, as fingerprints of 64 bits: two boards are taken for one by chance once in some 10¹⁴ games.
///
/// It lies within the position, so that playing and copying allocate nothing.
struct GoHistory: Sendable {
  private var boards = InlineArray<324, UInt64>(repeating: 0)
  private var count = 0
  /// True if a stone was ever taken: until then no board can come back.
  private var hasLost = false
  private var stoneCount = 0

  private static func fingerprint(_ board: (GoPoints, GoPoints)) -> UInt64 {
    mixed(mixed(0x9e37_79b9_7f4a_7c15, board.0), board.1)
  }

  private static func mixed(_ hash: UInt64, _ points: GoPoints) -> UInt64 {
    let low = mixed(hash ^ UInt64(truncatingIfNeeded: points))
    return mixed(low &+ 0x9e37_79b9_7f4a_7c15 ^ UInt64(truncatingIfNeeded: points >> 64))
  }

  /// The finalizer of MurmurHash3.
  private static func mixed(_ word: UInt64) -> UInt64 {
    var word = word
    word = (word ^ word >> 33) &* 0xff51_afd7_ed55_8ccd
    word = (word ^ word >> 33) &* 0xc4ce_b9fe_1a85_ec53
    return word ^ word >> 33
  }

  /// Returns true if a board was there before; the empty one was.
  func contains(_ board: (GoPoints, GoPoints)) -> Bool {
    let stones = board.0.nonzeroBitCount + board.1.nonzeroBitCount
    guard hasLost || stones <= stoneCount else { return false }
    guard stones > 0 else { return true }
    let fingerprint = Self.fingerprint(board)
    for index in 0..<count where boards[index] == fingerprint { return true }
    return false
  }

  /// Notes a board.
  mutating func append(_ board: (GoPoints, GoPoints)) {
    let stones = board.0.nonzeroBitCount + board.1.nonzeroBitCount
    hasLost = hasLost || stones <= stoneCount
    stoneCount = stones
    boards[count] = Self.fingerprint(board)
    count += 1
  }
}
