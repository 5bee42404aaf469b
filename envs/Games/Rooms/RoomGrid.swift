/// The cells of some rooms, with a margin of walls as wide as one can see.
struct RoomGrid: Sendable {
  /// The side of the square that is seen.
  static let view = 7
  private static let margin = view - 1

  let width: Int
  let height: Int
  private let stride: Int
  /// The things by the numbers with which they are observed.
  private var words: [UInt32]

  /// Makes empty cells.
  init(width: Int, height: Int) {
    (self.width, self.height) = (width, height)
    stride = width + 2 * Self.margin
    words = [UInt32](repeating: RoomTile.wall.word, count: stride * (height + 2 * Self.margin))
    clear()
  }

  /// Empties all cells.
  mutating func clear() {
    let empty = RoomTile.empty.word
    for y in 0..<height {
      let start = index(0, y)
      for place in start..<start + width { words[place] = empty }
    }
  }

  private func index(_ x: Int, _ y: Int) -> Int { (y + Self.margin) * stride + x + Self.margin }

  /// The content of a cell.
  subscript(x: Int, y: Int) -> RoomTile {
    get { RoomTile(word: words[index(x, y)]) }
    set { words[index(x, y)] = newValue.word }
  }

  /// The content of a cell.
  subscript(cell: RoomCell) -> RoomTile {
    get { self[cell.x, cell.y] }
    set { self[cell.x, cell.y] = newValue }
  }

  mutating func fillRow(x: Int, y: Int, count: Int, with tile: RoomTile = .wall) {
    for place in x..<x + count { self[place, y] = tile }
  }

  mutating func fillColumn(x: Int, y: Int, count: Int, with tile: RoomTile = .wall) {
    for place in y..<y + count { self[x, place] = tile }
  }

  /// Builds the four walls of a room.
  mutating func buildWalls(x: Int, y: Int, width: Int, height: Int) {
    fillRow(x: x, y: y, count: width)
    fillRow(x: x, y: y + height - 1, count: width)
    fillColumn(x: x, y: y, count: height)
    fillColumn(x: x + width - 1, y: y, count: height)
  }
}

/// A cell of a grid, x to the right and y down.
struct RoomCell: Equatable, Sendable {
  var x: Int
  var y: Int

  /// The neighbour in a direction: 0 right, 1 down, 2 left, 3 up.
  func neighbour(_ direction: Int) -> RoomCell {
    switch direction {
    case 0: RoomCell(x: x + 1, y: y)
    case 1: RoomCell(x: x, y: y + 1)
    case 2: RoomCell(x: x - 1, y: y)
    default: RoomCell(x: x, y: y - 1)
    }
  }
}

// MARK: What is seen.
extension RoomGrid {
  /// Writes what is seen: the square before the eye, three numbers a cell, column by column from the left.
  ///
  /// - Parameters:
  ///   - eye: The cell that one stands in, in the middle of the square's last row.
  ///   - direction: The direction of the look: 0 right, 1 down, 2 left, 3 up.
  ///   - carried: The thing in hand, which is seen in one's own cell.
  ///   - seesThroughWalls: True if nothing is hidden.
  ///   - picture: Receives the numbers; the byte behind them becomes 0.
  ///   - start: The place of the first number.
  func writeView(
    from eye: RoomCell, _ direction: Int, carrying carried: RoomTile, seesThroughWalls: Bool,
    into picture: inout MutableSpan<UInt8>, at start: Int
  ) {
    let ahead = offset(direction)
    let right = offset((direction + 1) & 3)
    let corner = index(eye.x, eye.y) - 3 * right
    // The margin is as wide as one can see, so that the whole square is among the cells.
    precondition(0..<width ~= eye.x && 0..<height ~= eye.y && start + 3 * Self.view * Self.view < picture.count)
    let cells = words.span
    let shown = seesThroughWalls ? .all : seenCells(from: corner, ahead, right)
    var column = corner + (Self.view - 1) * ahead
    var target = start
    var bytes = picture.mutableBytes
    for x in 0..<Self.view {
      var place = column
      for y in 0..<Self.view {
        // Four bytes at once, of which the next cell takes the last.
        let numbers = cells[unchecked: place] & (shown.has(x, y) ? 0xff_ffff : 0)
        bytes.storeBytes(of: numbers.littleEndian, toByteOffset: target, as: UInt32.self)
        target += 3
        place -= ahead
      }
      column += right
    }
    target = start + 3 * (Self.view * 3 + Self.view - 1)
    for byte in 0..<3 {
      picture[target + byte] = UInt8(truncatingIfNeeded: carried.word >> UInt32(8 * byte))
    }
  }

  /// The cells of the square that are seen, from its lower left corner.
  @inline(__always)
  private func seenCells(from corner: Int, _ ahead: Int, _ right: Int) -> SeenCells {
    let cells = words.span
    var shown = SeenCells()
    var seen = SeenRow(eye: 3)
    var row = corner
    var y = Self.view - 1
    while y >= 0 {
      var transparent: UInt8 = 0
      var place = row
      for x in 0..<Self.view {
        transparent |= Self.isTransparent(cells[unchecked: place]) << UInt8(x)
        place += right
      }
      shown.setRow(y, seen.advance(through: transparent))
      row += ahead
      y -= 1
    }
    return shown
  }

  private func offset(_ direction: Int) -> Int {
    switch direction {
    case 0: 1
    case 1: stride
    case 2: -1
    default: -stride
    }
  }

  /// 1 if one sees behind a thing, else 0: no wall, and no door that is shut.
  @inline(__always)
  private static func isTransparent(_ word: UInt32) -> UInt8 {
    // Bits 2, 11 and 12: wall, closed door, locked door.
    UInt8(truncatingIfNeeded: ~0b1_1000_0000_0100 >> (word >> 24 & 15)) & 1
  }

  /// The cells that are seen, for drawings: a flag per cell of the grid, row by row.
  func visibleCells(from eye: RoomCell, _ direction: Int, seesThroughWalls: Bool) -> [Bool] {
    var flags = [Bool](repeating: false, count: width * height)
    var picture = [UInt8](repeating: 0, count: 3 * Self.view * Self.view + 1)
    var span = picture.mutableSpan
    writeView(
      from: eye, direction, carrying: .empty, seesThroughWalls: seesThroughWalls, into: &span, at: 0)
    for x in 0..<Self.view {
      for y in 0..<Self.view where picture[3 * (x * Self.view + y)] != 0 {
        var cell = eye
        for _ in y..<Self.view - 1 { cell = cell.neighbour(direction) }
        for _ in 0..<abs(x - 3) { cell = cell.neighbour((direction + (x < 3 ? 3 : 1)) & 3) }
        guard 0..<width ~= cell.x, 0..<height ~= cell.y else { continue }
        flags[cell.y * width + cell.x] = true
      }
    }
    return flags
  }
}

/// The cells of a square that are seen: a bit each, eight to a row.
private struct SeenCells {
  static var all: SeenCells { SeenCells(bits: .max) }

  private var bits: UInt64 = 0

  init() {}
  private init(bits: UInt64) { self.bits = bits }

  mutating func setRow(_ y: Int, _ row: UInt8) { bits |= UInt64(row) << UInt64(8 * y) }
  func has(_ x: Int, _ y: Int) -> Bool { bits >> UInt64(8 * y + x) & 1 != 0 }
}

/// The cells of a row that are seen, as bits from the left, row by row away from the eye.
///
/// Sight spreads sideways through what is transparent, first to the right and then to the left, and from every cell that it
/// spreads from to the one ahead and to that one's neighbour on the side to which it spreads.
private struct SeenRow {
  /// The cells of the next row that are already seen.
  private var bits: UInt8

  init(eye: UInt8) { bits = 1 << eye }

  /// The seen cells of the next row.
  mutating func advance(through transparent: UInt8) -> UInt8 {
    var row = bits
    var sources = row & transparent
    var open = transparent
    sources |= open & sources << 1
    open &= open << 1
    sources |= open & sources << 2
    open &= open << 2
    sources = (sources | open & sources << 4) & 0x3f
    row |= sources << 1
    bits = sources | sources << 1
    sources = row & transparent
    open = transparent
    sources |= open & sources >> 1
    open &= open >> 1
    sources |= open & sources >> 2
    open &= open >> 2
    sources = (sources | open & sources >> 4) & 0x7e
    row |= sources >> 1
    bits |= sources | sources >> 1
    return row
  }
}
