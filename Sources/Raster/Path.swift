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
  public func transformed(by transform: Transform2D) -> Path {
    var result = Path()
    result.currentPoint = transform.apply(to: currentPoint)
    result.elements = elements.map { element in
      switch element {
      case .move(let point): .move(transform.apply(to: point))
      case .line(let point): .line(transform.apply(to: point))
      case .quadratic(let control, let end):
        .quadratic(control: transform.apply(to: control), end: transform.apply(to: end))
      case .cubic(let control1, let control2, let end):
        .cubic(
          control1: transform.apply(to: control1), control2: transform.apply(to: control2),
          end: transform.apply(to: end))
      case .close: .close
      }
    }
    return result
  }
}
