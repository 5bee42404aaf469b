#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Path {
  /// The closed outline through `points`.
  public static func polygon(_ points: [Point]) -> Path {
    var path = polyline(points)
    if !path.isEmpty { path.close() }
    return path
  }

  /// The open line through `points`.
  public static func polyline(_ points: [Point]) -> Path {
    var path = Path()
    for (index, point) in points.enumerated() {
      if index == 0 { path.move(to: point) } else { path.line(to: point) }
    }
    return path
  }

  /// The outline of `rectangle`.
  public static func rectangle(_ rectangle: Rectangle) -> Path {
    polygon([
      Point(rectangle.minX, rectangle.minY), Point(rectangle.maxX, rectangle.minY),
      Point(rectangle.maxX, rectangle.maxY), Point(rectangle.minX, rectangle.maxY),
    ])
  }

  /// The outline of `rectangle` with corners of `cornerRadius`, at most half its shorter side.
  public static func roundedRectangle(_ rectangle: Rectangle, cornerRadius: Double) -> Path {
    let radius = min(cornerRadius, rectangle.width / 2, rectangle.height / 2)
    guard radius > 0 else { return .rectangle(rectangle) }
    let corners = rectangle.inset(by: radius)
    var path = Path()
    path.move(to: Point(rectangle.minX, corners.minY))
    path.arc(center: Point(corners.minX, corners.minY), radius: radius, from: .pi, by: .pi / 2)
    path.arc(center: Point(corners.maxX, corners.minY), radius: radius, from: 1.5 * .pi, by: .pi / 2)
    path.arc(center: Point(corners.maxX, corners.maxY), radius: radius, from: 0, by: .pi / 2)
    path.arc(center: Point(corners.minX, corners.maxY), radius: radius, from: .pi / 2, by: .pi / 2)
    path.close()
    return path
  }

  /// A circle.
  public static func circle(center: Point, radius: Double) -> Path {
    ellipse(center: center, radiusX: radius, radiusY: radius)
  }

  /// An ellipse whose half axes are `radiusX` and `radiusY`.
  public static func ellipse(center: Point, radiusX: Double, radiusY: Double) -> Path {
    var path = Path()
    path.move(to: Point(1, 0))
    path.arc(center: .zero, radius: 1, from: 0, by: 2 * .pi)
    path.close()
    return path.transformed(by: .translation(center.x, center.y).scaled(radiusX, radiusY))
  }

  /// An arc of a circle, joined by a straight line to what was there before.
  ///
  /// - Parameters:
  ///   - center: The circle's centre.
  ///   - radius: The circle's radius.
  ///   - start: The angle in radians where it starts; 0 lies to the right, and angles grow clockwise on the screen.
  ///   - sweep: The angle that it spans, in radians; negative goes counterclockwise.
  public mutating func arc(center: Point, radius: Double, from start: Double, by sweep: Double) {
    func onCircle(_ angle: Double) -> Point {
      Point(center.x + radius * cos(angle), center.y + radius * sin(angle))
    }
    let first = onCircle(start)
    if isEmpty { move(to: first) } else { line(to: first) }
    let count = max(1, Int((abs(sweep) / (.pi / 2)).rounded(.up)))
    let step = sweep / Double(count)
    // The handle length with which a cubic stays within 0.03 % of a circle's quarter.
    let handle = radius * 4 / 3 * tan(step / 4)
    for index in 0..<count {
      let from = start + Double(index) * step
      let to = from + step
      let end = onCircle(to)
      curve(
        to: end,
        control1: onCircle(from) + Point(-sin(from), cos(from)) * handle,
        control2: end - Point(-sin(to), cos(to)) * handle)
    }
  }
}
