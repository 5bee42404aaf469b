/// A swimmer, or a bullet, in two bytes: its cell, its direction, and the steps until it moves and shoots.
struct Swimmer: Equatable, Sendable {
  /// From the lowest bit: the column plus 1 and the row, four bits each, the direction, the steps until it moves in three
  /// bits, and those until it shoots in four.
  private var bits: UInt16

  @inline(__always)
  init(x: Int, y: Int, isRightward: Bool, moveTimer: Int = 0, shotTimer: Int = 0) {
    bits = UInt16(
      truncatingIfNeeded: x + 1 | y << 4 | (isRightward ? 1 : 0) << 8 | moveTimer << 9 | shotTimer << 12)
  }

  /// The column; -1 or 10 once it has left the board.
  var x: Int { Int(bits & 15) - 1 }
  var y: Int { Int(bits >> 4 & 15) }
  var isRightward: Bool { bits & 0x100 != 0 }
  var moveTimer: Int {
    get { Int(bits >> 9 & 7) }
    set { bits = bits & 0xf1ff | UInt16(truncatingIfNeeded: newValue << 9) }
  }
  var shotTimer: Int {
    get { Int(bits >> 12) }
    set { bits = bits & 0x0fff | UInt16(truncatingIfNeeded: newValue << 12) }
  }

  /// The column behind it.
  var behind: Int { x + (isRightward ? -1 : 1) }

  func isIn(_ x: Int, _ y: Int) -> Bool { Int(bits & 0xff) == x + 1 | y << 4 }
  func shares(_ other: Swimmer) -> Bool { (bits ^ other.bits) & 0xff == 0 }

  /// Moves by a cell; returns false if it has left the board.
  mutating func advance() -> Bool {
    if isRightward { bits += 1 } else { bits -= 1 }
    return 0...9 ~= x
  }
}

/// A list of swimmers, in the order in which they came, with room for so many.
struct Roster<let capacity: Int>: Sendable {
  private var swimmers = InlineArray<capacity, Swimmer>(repeating: Swimmer(x: 0, y: 0, isRightward: false))
  private(set) var count = 0

  subscript(index: Int) -> Swimmer {
    @inline(__always) get { swimmers[index] }
    @inline(__always) set { swimmers[index] = newValue }
  }

  mutating func append(_ swimmer: Swimmer) {
    swimmers[count] = swimmer
    count += 1
  }

  /// The indices from the last to the first: as Python walks backwards through a list that may lose one at each stop.
  var indicesBackwards: StrideThrough<Int> { stride(from: count - 1, through: 0, by: -1) }

  /// Removes the first swimmer that equals the one at an index, as a Python list removes a value.
  ///
  /// - Returns: The index of the swimmer that was meant, if it is still there.
  @discardableResult
  mutating func remove(_ index: Int) -> Int? {
    var first = 0
    while swimmers[first] != swimmers[index] { first += 1 }
    count -= 1
    for place in first..<count { swimmers[place] = swimmers[place + 1] }
    return first == index ? nil : index - 1
  }

  /// The first one in the cell of another swimmer.
  @inline(__always)
  func firstIndex(sharing swimmer: Swimmer) -> Int? {
    // Through a span: an index into an inline array copies all of it where it is not changed in place.
    let swimmers = swimmers.span
    for index in 0..<count where swimmers[index].shares(swimmer) { return index }
    return nil
  }

  /// True if one in a row swims the other way.
  @inline(__always)
  func opposes(_ isRightward: Bool, inRow y: Int) -> Bool {
    let swimmers = swimmers.span
    for index in 0..<count where swimmers[index].y == y && swimmers[index].isRightward != isRightward {
      return true
    }
    return false
  }

  /// Calls a function with every swimmer.
  @inline(__always)
  func forEach(_ body: (Swimmer) -> Void) {
    let swimmers = swimmers.span
    for index in 0..<count { body(swimmers[index]) }
  }
}
