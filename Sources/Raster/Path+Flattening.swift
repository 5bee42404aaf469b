/// A receiver of outlines that consist of straight lines only.
protocol PolylineSink {
  mutating func move(to point: Point)
  mutating func line(to point: Point)
  mutating func close()
}

extension Path {
  /// Gives `sink` the path as straight lines, its points moved by `transform`.
  ///
  /// - Parameter tolerance: The largest distance of a line from its curve, in the units that `transform` gives.
  func flatten(transform: Transform2D, tolerance: Double, into sink: inout some PolylineSink) {
    var current = Point.zero
    var start = Point.zero
    for element in elements {
      switch element {
      case .move(let point):
        current = transform.apply(to: point)
        start = current
        sink.move(to: current)
      case .line(let point):
        current = transform.apply(to: point)
        sink.line(to: current)
      case .quadratic(let control, let end):
        let curve = QuadraticCurve(
          start: current, control: transform.apply(to: control), end: transform.apply(to: end))
        curve.flatten(tolerance: tolerance, into: &sink)
        current = curve.end
      case .cubic(let control1, let control2, let end):
        let curve = CubicCurve(
          start: current, control1: transform.apply(to: control1),
          control2: transform.apply(to: control2), end: transform.apply(to: end))
        curve.flatten(tolerance: tolerance, into: &sink)
        current = curve.end
      case .close:
        sink.close()
        current = start
      }
    }
  }
}

/// The largest number of lines for a curve, however large the scale.
private let mostLines = 500.0

/// Returns the number of lines that keep the distance from a curve below `tolerance`, where one would be `error` away.
///
/// The distance falls with the square of the number.
private func lineCount(error: Double, tolerance: Double) -> Int {
  let count = (error / tolerance).squareRoot().rounded(.up)
  return Int(min(max(count, 1), mostLines))
}

private struct QuadraticCurve {
  let start, control, end: Point

  func flatten(tolerance: Double, into sink: inout some PolylineSink) {
    let bend = (start - control * 2 + end).length
    let count = lineCount(error: bend / 4, tolerance: tolerance)
    for index in 1..<max(count, 1) {
      let t = Double(index) / Double(count)
      let u = 1 - t
      sink.line(to: start * (u * u) + control * (2 * u * t) + end * (t * t))
    }
    sink.line(to: end)
  }
}

private struct CubicCurve {
  let start, control1, control2, end: Point

  func flatten(tolerance: Double, into sink: inout some PolylineSink) {
    let bend = max((start - control1 * 2 + control2).length, (control1 - control2 * 2 + end).length)
    let count = lineCount(error: bend * 0.75, tolerance: tolerance)
    for index in 1..<max(count, 1) {
      let t = Double(index) / Double(count)
      let u = 1 - t
      sink.line(
        to: start * (u * u * u) + control1 * (3 * u * u * t) + control2 * (3 * u * t * t) + end * (t * t * t))
    }
    sink.line(to: end)
  }
}
