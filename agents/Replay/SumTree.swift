/// Numbers that are not negative, and their sum, from which one can be drawn in proportion to its size.
///
/// Schaul et al. (2016), appendix B.2.1, with eight children to a node instead of two: a node is a cache line, a
/// million leaves are seven levels, and all inner nodes together take a seventh of the leaves' memory. Every change
/// adds its ancestors up anew from their children. A sum therefore depends on the leaves alone, not on the order of
/// the changes: nothing drifts, and a tree that is rebuilt from its leaves is the same bit for bit.
@usableFromInline
struct SumTree: Sendable {
  /// Eight numbers: leaves in the lowest level, above them the sums of eight lines each.
  @usableFromInline typealias Line = SIMD8<Double>

  /// The lines of all levels, the leaves' first and the one at the top last.
  @usableFromInline var lines: [Line]
  /// The first line of each level.
  @usableFromInline let levels: [Int]

  /// Makes a tree of leaves that are 0.
  @usableFromInline
  init(count: Int) {
    precondition(count > 0, "a sum tree needs at least one leaf, not \(count)")
    var (levels, lineCount, width) = ([0], 0, count)
    repeat {
      width = (width + 7) / 8
      lineCount += width
      if width > 1 { levels.append(lineCount) }
    } while width > 1
    self.levels = levels
    lines = [Line](repeating: .zero, count: lineCount)
  }

  /// The sum of all leaves.
  @inlinable
  var total: Double { Self.sum(lines[lines.count - 1]) }

  /// A leaf.
  @inlinable
  subscript(leaf: Int) -> Double { lines[leaf >> 3][leaf & 7] }

  /// Sets a leaf.
  @inlinable
  mutating func set(_ value: Double, at leaf: Int) { fill(leaf..<(leaf + 1), with: value) }

  /// Sets leaves in a row to the same number.
  @inlinable
  mutating func fill(_ leaves: Range<Int>, with value: Double) {
    for leaf in leaves { lines[leaf >> 3][leaf & 7] = value }
    addUp(above: leaves)
  }

  /// Sets the first leaves to the elements of an array.
  @usableFromInline
  mutating func replaceLeaves(with values: [Double]) {
    for (leaf, value) in values.enumerated() { lines[leaf >> 3][leaf & 7] = value }
    addUp(above: values.indices)
  }

  /// Adds up every line above some leaves.
  @inlinable
  mutating func addUp(above leaves: Range<Int>) {
    guard !leaves.isEmpty else { return }
    var (first, last) = (leaves.lowerBound >> 3, (leaves.upperBound - 1) >> 3)
    for level in 1..<max(levels.count, 1) {
      let (below, above) = (levels[level - 1], levels[level])
      for line in first...last { lines[above + line >> 3][line & 7] = Self.sum(lines[below + line]) }
      (first, last) = (first >> 3, last >> 3)
    }
  }

  /// The leaf in which a running sum over the leaves first exceeds `mass`.
  ///
  /// A leaf of 0 is never found. A mass that reaches the total, as rounding may let it, finds the last other leaf.
  ///
  /// - Precondition: The mass is not negative, and not all leaves are 0.
  @inlinable
  func leaf(at mass: Double) -> Int {
    var (rest, index) = (mass, 0)
    for level in stride(from: levels.count - 1, through: 0, by: -1) {
      let line = lines[levels[level] + index]
      var (found, before) = (0, 0.0)
      var sum = 0.0
      for lane in 0..<8 where line[lane] > 0 {
        (found, before) = (lane, sum)
        sum += line[lane]
        if rest < sum { break }
      }
      rest -= before
      index = index << 3 + found
    }
    return index
  }

  /// The sum of a line, always in the same order.
  @inlinable
  static func sum(_ line: Line) -> Double {
    let fours = line.lowHalf + line.highHalf
    let twos = fours.lowHalf + fours.highHalf
    return twos[0] + twos[1]
  }
}
