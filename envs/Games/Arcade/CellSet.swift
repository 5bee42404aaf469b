/// A set of cells of a 10 × 10 board, as a bitboard: one bit a cell, row by row.
struct CellSet: Hashable, Sendable {
  static let side = 10
  /// All cells.
  static var board: CellSet { CellSet(bits: (1 << 100) - 1) }

  private(set) var bits: UInt128

  init() { bits = 0 }

  private init(bits: UInt128) { self.bits = bits }

  /// The cells of some columns in some rows.
  init(columns: Range<Int>, rows: Range<Int>) {
    self.init()
    for y in rows { for x in columns { self[x, y] = true } }
  }

  /// The cells of a column.
  init(column: Int) {
    let first = UInt128(0x4010040) << 64 | UInt128(0x1004_0100_4010_0401)
    self.init(bits: first << UInt128(column))
  }

  var isEmpty: Bool { bits == 0 }
  var count: Int { bits.nonzeroBitCount }
  /// True if the last row has a cell.
  var reachesLastRow: Bool { bits >> 90 != 0 }

  /// True if a cell is in the set.
  subscript(x: Int, y: Int) -> Bool {
    get { bits >> Self.place(x, y) & 1 != 0 }
    set { if newValue { bits |= 1 << Self.place(x, y) } else { bits &= ~(1 << Self.place(x, y)) } }
  }

  private static func place(_ x: Int, _ y: Int) -> UInt128 { UInt128(truncatingIfNeeded: y * side + x) }

  /// The lowest row that has a cell of a column; `nil` if none has.
  func lowestRow(ofColumn column: Int) -> Int? {
    let cells = bits & CellSet(column: column).bits
    return cells == 0 ? nil : (127 - cells.leadingZeroBitCount) / Self.side
  }

  func intersection(_ other: CellSet) -> CellSet { CellSet(bits: bits & other.bits) }
  func isDisjoint(with other: CellSet) -> Bool { bits & other.bits == 0 }
  mutating func subtract(_ other: CellSet) { bits &= ~other.bits }

  /// The set one row up; the first row leaves the board.
  var movedUp: CellSet { CellSet(bits: bits >> 10) }
  /// The set one row down; the last row leaves the board.
  var movedDown: CellSet { CellSet(bits: bits << 10 & Self.board.bits) }
  /// The set one row down; the last row becomes the first.
  var rolledDown: CellSet { CellSet(bits: (bits << 10 | bits >> 90) & Self.board.bits) }
  /// The set one column to the left; its first column must be empty.
  var movedLeft: CellSet { CellSet(bits: bits >> 1) }
  /// The set one column to the right; its last column must be empty.
  var movedRight: CellSet { CellSet(bits: bits << 1) }

  /// Calls a function with the number of each cell, row by row.
  @inline(__always)
  func forEach(_ body: (Int) -> Void) {
    Self.forEach(UInt64(truncatingIfNeeded: bits), from: 0, body)
    Self.forEach(UInt64(truncatingIfNeeded: bits >> 64), from: 64, body)
  }

  @inline(__always)
  private static func forEach(_ word: UInt64, from start: Int, _ body: (Int) -> Void) {
    var word = word
    while word != 0 {
      body(start + word.trailingZeroBitCount)
      word &= word - 1
    }
  }
}
