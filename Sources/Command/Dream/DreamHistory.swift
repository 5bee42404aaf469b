import Raster

/// The real and the dreamt states of the last steps, as lines over the steps of the episode.
struct DreamHistory {
  /// A part of a line: its first step, and the values from there on.
  struct Line {
    let start: Int
    let values: [Double]
  }

  /// The real states, from the episode's first on.
  let observed: [[Float]]
  /// The last dreams, of which the newest goes on.
  let rollouts: [DreamRollout]
  /// The deviations of the numbers among the states that the run has seen.
  let deviations: [Float]
  /// The number of steps shown.
  let memory: Int

  /// The step that the episode is at.
  var now: Int { observed.count - 1 }

  /// The dream that goes on.
  var newest: DreamRollout { rollouts[rollouts.count - 1] }

  /// The steps that are shown; those of a new episode fill the room from the left.
  var steps: ClosedRange<Int> {
    let first = max(0, now - memory)
    return first...first + memory
  }

  /// The differences of each dream.
  var differences: [Line] { rollouts.map { Line(start: $0.start, values: $0.differences) } }

  /// Those values of a line that are shown.
  func shown(_ line: Line) -> [Double] {
    line.values.indices.filter { steps.contains(line.start + $0) }.map { line.values[$0] }
  }

  /// Returns the line of one of the observed numbers.
  func real(_ index: Int) -> Line {
    let first = steps.lowerBound
    return Line(start: first, values: observed[first...].map { Double($0[index]) })
  }

  /// Returns the lines of one of the observed numbers in the dreams, one for each.
  func dreamt(_ index: Int) -> [Line] {
    rollouts.map { rollout in Line(start: rollout.start, values: rollout.states.map { Double($0[index]) }) }
  }
}

/// A small chart of lines over steps.
struct StripChart {
  let area: Rectangle
  let steps: ClosedRange<Int>
  let values: ClosedRange<Double>

  /// Returns the position of a value at a step.
  func point(_ step: Int, _ value: Double) -> Point {
    let across = Double(step - steps.lowerBound) / Double(steps.count - 1)
    let up = (value - values.lowerBound) / (values.upperBound - values.lowerBound)
    return Point(area.minX + across * area.width, area.maxY - up * area.height)
  }

  /// Draws a line, over a filled area if it has a colour.
  func draw(
    _ line: DreamHistory.Line, _ color: Color, width: Double, fill: Color? = nil, on canvas: inout Canvas
  ) {
    let points = line.values.enumerated().map { point(line.start + $0.offset, $0.element) }
    guard let first = points.first, let last = points.last, points.count > 1 else { return }
    canvas.withClip(Rectangle(x: area.minX, y: area.minY - 2, width: area.width + 3, height: area.height + 4)) {
      canvas in
      if let fill {
        canvas.fillPolygon(points + [Point(last.x, area.maxY), Point(first.x, area.maxY)], fill)
      }
      canvas.polyline(points, color, width: width)
    }
  }

  /// Draws an upright line at a step.
  func mark(_ step: Int, _ color: Color, on canvas: inout Canvas) {
    guard steps.contains(step) else { return }
    let x = point(step, values.lowerBound).x
    let line = Path.polyline([Point(x, area.minY), Point(x, area.maxY)])
    canvas.stroke(line, color, style: StrokeStyle(width: 1, cap: .butt, dashes: [2, 3]))
  }
}

extension ClosedRange<Double> {
  /// A range with room for some values, and no narrower than is given.
  static func around(_ values: [Double], atLeast width: Double) -> ClosedRange<Double> {
    guard let low = values.min(), let high = values.max() else { return 0...width }
    let room = Swift.max((high - low) * 0.1, (width - (high - low)) / 2)
    return low - room...high + room
  }

  /// From 0 to the first of 1, 2 and 5 times a power of ten that lies above a value; to 0.1 at least.
  static func upTo(_ value: Double) -> ClosedRange<Double> {
    var (top, factors) = (0.1, [2, 2.5, 2])
    while top < Swift.min(value, 1e6) {
      top *= factors[0]
      factors = [factors[1], factors[2], factors[0]]
    }
    return 0...top
  }
}
