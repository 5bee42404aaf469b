import Simulation

extension Rooms {
  /// Draws rivers across a room, each with a gap on one way from the start to the goal.
  mutating func buildCrossing(_ riverCount: Int, _ tile: RoomTile) {
    let size = grid.width
    grid.buildWalls(x: 0, y: 0, width: size, height: size)
    (agent, direction) = (RoomCell(x: 1, y: 1), 0)
    grid[size - 2, size - 2] = .goal
    let rivers = drawRivers(riverCount)
    for index in 0..<rivers.columns.count - 2 {
      grid.fillColumn(x: rivers.columns[index + 1], y: 1, count: size - 2, with: tile)
    }
    for index in 0..<rivers.rows.count - 2 {
      grid.fillRow(x: 1, y: rivers.rows[index + 1], count: size - 2, with: tile)
    }
    openGaps(rivers)
  }

  /// The columns and rows of the rivers, in order, between those of the outer walls.
  private mutating func drawRivers(_ count: Int) -> (columns: ByteList, rows: ByteList) {
    let last = grid.width - 1
    var candidates = ByteList()
    // Columns are even numbers, rows odd ones, one above the row's own.
    for place in stride(from: 2, to: last - 1, by: 2) { candidates.append(place) }
    for place in stride(from: 2, to: last - 1, by: 2) { candidates.append(place + 1) }
    candidates.shuffle(using: &generator)
    var rivers = (columns: ByteList(), rows: ByteList())
    rivers.columns.append(0)
    rivers.rows.append(0)
    for place in stride(from: 2, to: last - 1, by: 2) {
      for index in 0..<count where candidates[index] == place { rivers.columns.append(place) }
      for index in 0..<count where candidates[index] == place + 1 { rivers.rows.append(place) }
    }
    rivers.columns.append(last)
    rivers.rows.append(last)
    return rivers
  }

  /// Opens a gap in each river, in the order in which a way that is drawn crosses them.
  private mutating func openGaps(_ rivers: (columns: ByteList, rows: ByteList)) {
    var way = ByteList()
    for _ in 0..<rivers.columns.count - 2 { way.append(0) }
    for _ in 0..<rivers.rows.count - 2 { way.append(1) }
    way.shuffle(using: &generator)
    var (column, row) = (0, 0)
    for index in 0..<way.count {
      if way[index] == 0 {
        let y = generator.integers(rivers.rows[row] + 1..<rivers.rows[row + 1])
        grid[rivers.columns[column + 1], y] = .empty
        column += 1
      } else {
        let x = generator.integers(rivers.columns[column] + 1..<rivers.columns[column + 1])
        grid[x, rivers.rows[row + 1]] = .empty
        row += 1
      }
    }
  }
}

/// A list of up to eight small numbers that needs no memory of its own.
private struct ByteList {
  private var bytes = InlineArray<8, UInt8>(repeating: 0)
  private(set) var count = 0

  subscript(index: Int) -> Int { Int(bytes[index]) }

  mutating func append(_ number: Int) {
    bytes[count] = UInt8(number)
    count += 1
  }

  /// Reorders the numbers as `RandomGenerator.shuffle(_:)` does, which takes memory where it is not specialized.
  mutating func shuffle(using random: inout RandomGenerator) {
    var place = count - 1
    while place > 0 {
      let mask = UInt32.max >> UInt32(UInt32(place).leadingZeroBitCount)
      var other = random.nextUInt32() & mask
      while other > place { other = random.nextUInt32() & mask }
      (bytes[place], bytes[Int(other)]) = (bytes[Int(other)], bytes[place])
      place -= 1
    }
  }
}
