import Physics2D

/// The traces that sliding wheels leave, for drawings: the last thirty, in memory that is used again.
struct SkidMarks: Sendable {
  /// A trace, and where its points lie.
  struct Mark: Sendable {
    var isOnGrass = false
    var points: Range<Int> = 0..<0
  }

  /// The number of traces that are kept, and the greatest number of points of each.
  static let capacity = 30

  private(set) var points = [Vector2](repeating: .zero, count: capacity * capacity)
  private var marks = [Mark](repeating: Mark(), count: capacity)
  private var count = 0
  private var slides = [4 of Slide](repeating: Slide())

  /// The slide of a wheel: its start, and the trace that it leaves.
  private struct Slide: Sendable {
    var start: Vector2?
    /// The number of the trace that is drawn on, counted from the first one of the episode.
    var mark: Int?
  }

  /// Wipes all traces off.
  mutating func removeAll() {
    count = 0
    slides = [4 of Slide](repeating: Slide())
  }

  /// The traces, the oldest first.
  var visible: some Sequence<Mark> {
    (max(0, count - Self.capacity)..<count).lazy.map { [marks] in marks[$0 % Self.capacity] }
  }

  /// Notes whether a wheel slides at a place.
  mutating func note(wheel: Int, at place: Vector2, isOnGrass: Bool, skids: Bool) {
    guard skids else {
      if slides[wheel].start != nil || slides[wheel].mark != nil { slides[wheel] = Slide() }
      return
    }
    if let mark = slides[wheel].mark, extend(mark, to: place, isOnGrass) { return }
    if let start = slides[wheel].start {
      slides[wheel] = Slide(start: nil, mark: begin(from: start, to: place, isOnGrass))
    } else {
      slides[wheel].start = place
    }
  }

  private mutating func extend(_ mark: Int, to place: Vector2, _ isOnGrass: Bool) -> Bool {
    let slot = mark % Self.capacity
    guard count - mark <= Self.capacity, marks[slot].isOnGrass == isOnGrass,
      marks[slot].points.count < Self.capacity
    else { return false }
    points[marks[slot].points.upperBound] = place
    marks[slot].points = marks[slot].points.lowerBound..<marks[slot].points.upperBound + 1
    return true
  }

  private mutating func begin(from start: Vector2, to place: Vector2, _ isOnGrass: Bool) -> Int {
    let first = count % Self.capacity * Self.capacity
    points[first] = start
    points[first + 1] = place
    marks[count % Self.capacity] = Mark(isOnGrass: isOnGrass, points: first..<first + 2)
    count += 1
    return count - 1
  }
}
