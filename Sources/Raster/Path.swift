/// An outline made of straight lines and curves, in logical units.
///
/// A path is built once and filled or stroked as often as one likes; its curves are divided finely enough for whatever
/// scale they are drawn at. Where outlines overlap, what is covered at all is covered.
public struct Path: Hashable, Sendable {
  enum Element: Hashable, Sendable {
    case move(Point)
    case line(Point)
    case quadratic(control: Point, end: Point)
    case cubic(control1: Point, control2: Point, end: Point)
    case close
  }

  private(set) var elements: [Element] = []
  /// The point where the next line starts.
  private(set) var currentPoint = Point.zero

  /// A path without lines.
  public init() {}

  /// True if nothing was added to the path yet.
  public var isEmpty: Bool { elements.isEmpty }

  /// Starts a new outline at `point`.
  public mutating func move(to point: Point) {
    elements.append(.move(point))
    currentPoint = point
  }

  /// A straight line to `point`.
  public mutating func line(to point: Point) {
    precondition(!elements.isEmpty, "A path starts with move(to:), not with a line to \(point)")
    elements.append(.line(point))
    currentPoint = point
  }

  /// A quadratic Bézier curve to `end`, drawn towards `control`.
  public mutating func curve(to end: Point, control: Point) {
    precondition(!elements.isEmpty, "A path starts with move(to:), not with a curve to \(end)")
    elements.append(.quadratic(control: control, end: end))
    currentPoint = end
  }

  /// A cubic Bézier curve to `end`, leaving towards `control1` and arriving from `control2`.
  public mutating func curve(to end: Point, control1: Point, control2: Point) {
    precondition(!elements.isEmpty, "A path starts with move(to:), not with a curve to \(end)")
    elements.append(.cubic(control1: control1, control2: control2, end: end))
    currentPoint = end
  }

  /// A straight line back to where the outline started, which is then whole.
  public mutating func close() {
    elements.append(.close)
  }

  /// Adds the outlines of `other`.
  public mutating func append(_ other: Path) {
    elements += other.elements
    currentPoint = other.currentPoint
  }

  /// Returns the same outlines, every point moved by `transform`.
  public func transformed(by transform: Transform2D) -> Path { mapped { transform.apply(to: $0) } }

  /// Returns the outlines with every point moved, the control points of curves among them.
  ///
  /// Lines stay straight and curves stay curves, so that a map that bends the plane is followed as closely as the points lie
  /// together.
  public func mapped(_ move: (Point) -> Point) -> Path {
    var result = Path()
    result.currentPoint = move(currentPoint)
    result.elements = elements.map { element in
      switch element {
      case .move(let point): .move(move(point))
      case .line(let point): .line(move(point))
      case .quadratic(let control, let end): .quadratic(control: move(control), end: move(end))
      case .cubic(let control1, let control2, let end):
        .cubic(control1: move(control1), control2: move(control2), end: move(end))
      case .close: .close
      }
    }
    return result
  }

  /// Returns the same outlines, lines that are longer than `length` divided into equal pieces that are not.
  public func dividingLines(longerThan length: Double) -> Path {
    precondition(length > 0, "lines cannot be divided into pieces of the length \(length)")
    var (result, start) = (Path(), Point.zero)
    for element in elements {
      switch element {
      case .line(let end):
        let count = max(1, Int(((end - start).length / length).rounded(.up)))
        for piece in 1..<count { result.line(to: start + (end - start) * (Double(piece) / Double(count))) }
        result.line(to: end)
        start = end
      case .move(let end), .quadratic(_, let end), .cubic(_, _, let end):
        result.elements.append(element)
        start = end
      case .close: result.close()
      }
    }
    result.currentPoint = currentPoint
    return result
  }

  /// The rectangle around all points, the control points of curves among them; `nil` for a path without any.
  public var bounds: Rectangle? {
    let points = elements.flatMap { element -> [Point] in
      switch element {
      case .move(let point), .line(let point): [point]
      case .quadratic(let control, let end): [control, end]
      case .cubic(let control1, let control2, let end): [control1, control2, end]
      case .close: []
      }
    }
    guard let first = points.first else { return nil }
    var (low, high) = (first, first)
    for point in points.dropFirst() {
      low = Point(min(low.x, point.x), min(low.y, point.y))
      high = Point(max(high.x, point.x), max(high.y, point.y))
    }
    return Rectangle(x: low.x, y: low.y, width: high.x - low.x, height: high.y - low.y)
  }
}
