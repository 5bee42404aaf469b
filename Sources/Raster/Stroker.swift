#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A stroker, which turns lines into the outlines around them.
///
/// It works in logical units, so that a line keeps its shape under any transform, and it keeps its memory from one line
/// to the next.
struct Stroker: PolylineSink, Sendable {
  private struct Subpath {
    var start, end: Int
    var isClosed: Bool
  }

  private var points: [Point] = []
  private var subpaths: [Subpath] = []
  private var style = StrokeStyle(width: 1)
  private var tolerance = 0.1

  mutating func begin(_ style: StrokeStyle, tolerance: Double) {
    points.removeAll(keepingCapacity: true)
    subpaths.removeAll(keepingCapacity: true)
    self.style = style
    self.tolerance = tolerance
  }

  mutating func move(to point: Point) {
    points.append(point)
    subpaths.append(Subpath(start: points.count - 1, end: points.count, isClosed: false))
  }

  mutating func line(to point: Point) {
    let last = subpaths.count - 1
    if subpaths[last].isClosed {
      // After closing, a path goes on from where the closed outline started.
      move(to: points[subpaths[last].start])
      return line(to: point)
    }
    // Points that coincide have no direction between them.
    guard (point - points[points.count - 1]).length > tolerance * 1e-3 else { return }
    points.append(point)
    subpaths[last].end = points.count
  }

  mutating func close() {
    guard let last = subpaths.indices.last, !subpaths[last].isClosed else { return }
    subpaths[last].isClosed = true
    if points.count - subpaths[last].start > 1,
      (points[points.count - 1] - points[subpaths[last].start]).length <= tolerance * 1e-3
    {
      points.removeLast()
      subpaths[last].end = points.count
    }
  }

  /// Writes the outlines of all lines.
  mutating func finish(transform: Transform2D, into outline: inout Outline) {
    guard style.width > 0 else { return }
    if !style.dashes.isEmpty { divideIntoDashes() }
    let step = 2 * acos(max(1 - tolerance / (style.width / 2), 0))
    for subpath in subpaths {
      let line = StrokedLine(
        start: subpath.start, count: subpath.end - subpath.start,
        isClosed: subpath.isClosed && subpath.end - subpath.start > 2,
        halfWidth: style.width / 2, arcStep: max(step, 0.02), style: style, transform: transform)
      line.write(points, into: &outline)
    }
  }

  /// Replaces every line by its dashes.
  private mutating func divideIntoDashes() {
    let solid = (points: points, subpaths: subpaths)
    points.removeAll(keepingCapacity: true)
    subpaths.removeAll(keepingCapacity: true)
    for subpath in solid.subpaths {
      var dash = 0
      var remaining = style.dashes[0]
      var previous = solid.points[subpath.start]
      move(to: previous)
      let corners = Array(solid.points[subpath.start + 1..<subpath.end])
      for corner in subpath.isClosed ? corners + [previous] : corners {
        var length = (corner - previous).length
        while length > remaining {
          previous = previous + (corner - previous) * (remaining / length)
          length -= remaining
          if dash % 2 == 0 { line(to: previous) } else { move(to: previous) }
          dash += 1
          remaining = style.dashes[dash % style.dashes.count]
        }
        if dash % 2 == 0 { line(to: corner) }
        remaining -= length
        previous = corner
      }
    }
  }
}

/// One line of a figure, about to be outlined: along one side, around the end, and back along the other side.
private struct StrokedLine {
  let start, count: Int
  let isClosed: Bool
  let halfWidth: Double
  /// The angle between two corners of the polygon that stands for an arc.
  let arcStep: Double
  let style: StrokeStyle
  let transform: Transform2D

  func write(_ points: [Point], into outline: inout Outline) {
    guard count > 1 else { return writeDot(at: points[start], into: &outline) }
    var pen = StrokePen(line: self, isDown: false)
    for isReversed in [false, true] {
      func at(_ index: Int) -> Point {
        let wrapped = index % count
        return points[start + (isReversed ? count - 1 - wrapped : wrapped)]
      }
      let corners = isClosed ? 0..<count : 1..<count - 1
      if !isClosed { pen.line(to: at(0) + offset(at(0), at(1)), &outline) }
      for corner in corners {
        pen.turn(from: at(corner + count - 1), around: at(corner), to: at(corner + 1), &outline)
      }
      if isClosed {
        pen.lift(&outline)
      } else {
        pen.cap(at: at(count - 1), from: at(count - 2), &outline)
      }
    }
    pen.lift(&outline)
  }

  /// Returns the vector from a line's middle to its side.
  func offset(_ from: Point, _ to: Point) -> Point {
    let along = to - from
    return along.perpendicular * (halfWidth / along.length)
  }

  /// Writes a line without length, which shows its ends only.
  private func writeDot(at point: Point, into outline: inout Outline) {
    guard style.cap != .butt else { return }
    var pen = StrokePen(line: self, isDown: false)
    for direction in [Point(1, 0), Point(-1, 0)] { pen.cap(at: point, from: point - direction, &outline) }
    pen.lift(&outline)
  }
}

/// A pen that draws the outline of a line, corner by corner.
private struct StrokePen {
  let line: StrokedLine
  var isDown: Bool

  mutating func line(to point: Point, _ outline: inout Outline) {
    let onDevice = line.transform.apply(to: point)
    if isDown { outline.line(to: onDevice) } else { outline.move(to: onDevice) }
    isDown = true
  }

  mutating func lift(_ outline: inout Outline) {
    outline.close()
    isDown = false
  }

  mutating func turn(from previous: Point, around corner: Point, to next: Point, _ outline: inout Outline) {
    let before = line.offset(previous, corner)
    let after = line.offset(corner, next)
    let squared = line.halfWidth * line.halfWidth
    let turning = before.cross(after) / squared
    let cosine = before.dot(after) / squared
    line(to: corner + before, &outline)
    if turning > 0 {
      // On the inner side both edges run past each other. Through the corner, the outline never winds backwards.
      if turning > 1e-3 || cosine < 0 { line(to: corner, &outline) }
    } else if line.style.join == .round {
      arc(around: corner, from: before, by: -abs(atan2(turning, cosine)), &outline)
    } else if line.style.join == .miter, 1 + cosine >= 2.0 / 16 {
      line(to: corner + (before + after) * (1 / (1 + cosine)), &outline)
    }
    line(to: corner + after, &outline)
  }

  mutating func cap(at end: Point, from previous: Point, _ outline: inout Outline) {
    let side = line.offset(previous, end)
    let ahead = side.perpendicular * -1
    line(to: end + side, &outline)
    switch line.style.cap {
    case .butt: break
    case .round: arc(around: end, from: side, by: -.pi, &outline)
    case .square:
      line(to: end + side + ahead, &outline)
      line(to: end - side + ahead, &outline)
    }
    line(to: end - side, &outline)
  }

  private mutating func arc(
    around center: Point, from radius: Point, by angle: Double, _ outline: inout Outline
  ) {
    let count = Int((abs(angle) / line.arcStep).rounded(.up))
    guard count > 1 else { return }
    let (sine, cosine) = (sin(angle / Double(count)), cos(angle / Double(count)))
    var spoke = radius
    for _ in 1..<count {
      spoke = Point(spoke.x * cosine - spoke.y * sine, spoke.x * sine + spoke.y * cosine)
      line(to: center + spoke, &outline)
    }
  }
}
