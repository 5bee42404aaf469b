import Spans

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Canvas {
  /// Fills the inside of the closed outline through `points`.
  public mutating func fillPolygon(_ points: [Point], _ color: Color) {
    points.withSpan { fillPolygon($0, color) }
  }

  /// Fills the inside of the closed outline through `points`, which may lie in an `InlineArray` or any other memory.
  public mutating func fillPolygon(_ points: Span<Point>, _ color: Color) {
    fill(with: SolidShader(color: color)) { outline, transform in
      for index in points.indices {
        let onDevice = transform.apply(to: points[index])
        if index == 0 { outline.move(to: onDevice) } else { outline.line(to: onDevice) }
      }
    }
  }

  /// Fills `rectangle`.
  public mutating func fillRectangle(_ rectangle: Rectangle, _ color: Color) {
    fill(with: SolidShader(color: color)) { outline, transform in
      outline.trace(rectangle, transform)
    }
  }

  /// Fills `rectangle` with a gradient.
  public mutating func fillRectangle(_ rectangle: Rectangle, _ gradient: LinearGradient) {
    fill(with: GradientShader(gradient, transform: transform)) { outline, transform in
      outline.trace(rectangle, transform)
    }
  }

  /// Fills `rectangle` with its corners rounded.
  public mutating func fillRoundedRectangle(_ rectangle: Rectangle, cornerRadius: Double, _ color: Color) {
    fill(.roundedRectangle(rectangle, cornerRadius: cornerRadius), color)
  }

  /// Fills a circle.
  public mutating func fillCircle(center: Point, radius: Double, _ color: Color) {
    fillEllipse(center: center, radiusX: radius, radiusY: radius, color)
  }

  /// Fills an ellipse whose half axes are `radiusX` and `radiusY`.
  public mutating func fillEllipse(center: Point, radiusX: Double, radiusY: Double, _ color: Color) {
    let step = 2 * acos(max(1 - logicalTolerance / max(radiusX, radiusY, 1e-9), 0.5))
    fill(with: SolidShader(color: color)) { outline, transform in
      outline.traceEllipse(transform.translated(center.x, center.y).scaled(radiusX, radiusY), step: step)
    }
  }

  /// Draws the outline of `rectangle`, its middle on the rectangle's edge.
  public mutating func strokeRectangle(_ rectangle: Rectangle, _ color: Color, width: Double) {
    stroke(.rectangle(rectangle), color, style: StrokeStyle(width: width, join: .miter))
  }

  /// Draws a circle's outline.
  public mutating func strokeCircle(center: Point, radius: Double, _ color: Color, width: Double) {
    stroke(.circle(center: center, radius: radius), color, width: width)
  }

  /// Draws a straight line.
  public mutating func line(
    from start: Point, to end: Point, _ color: Color, width: Double, cap: StrokeStyle.Cap = .round
  ) {
    stroke(color, style: StrokeStyle(width: width, cap: cap)) { stroker in
      stroker.move(to: start)
      stroker.line(to: end)
    }
  }

  /// Draws a line through `points`.
  public mutating func polyline(_ points: [Point], _ color: Color, width: Double, isClosed: Bool = false) {
    points.withSpan { polyline($0, color, width: width, isClosed: isClosed) }
  }

  /// Draws a line through `points`, which may lie in an `InlineArray` or any other memory.
  public mutating func polyline(
    _ points: Span<Point>, _ color: Color, width: Double, isClosed: Bool = false
  ) {
    stroke(color, style: StrokeStyle(width: width)) { stroker in
      for index in points.indices {
        if index == 0 { stroker.move(to: points[0]) } else { stroker.line(to: points[index]) }
      }
      if isClosed { stroker.close() }
    }
  }

  /// Draws an arc of a circle, from the angle `start` on by `sweep`, both in radians and clockwise on the screen.
  public mutating func arc(
    center: Point, radius: Double, from start: Double, by sweep: Double, _ color: Color, width: Double,
    cap: StrokeStyle.Cap = .round
  ) {
    var path = Path()
    path.arc(center: center, radius: radius, from: start, by: sweep)
    stroke(path, color, style: StrokeStyle(width: width, cap: cap))
  }
}

extension Outline {
  mutating func trace(_ rectangle: Rectangle, _ transform: Transform2D) {
    move(to: transform.apply(to: Point(rectangle.minX, rectangle.minY)))
    line(to: transform.apply(to: Point(rectangle.maxX, rectangle.minY)))
    line(to: transform.apply(to: Point(rectangle.maxX, rectangle.maxY)))
    line(to: transform.apply(to: Point(rectangle.minX, rectangle.maxY)))
  }

  /// Traces the image of the unit circle under `transform`, with a corner about every `step` radians.
  mutating func traceEllipse(_ transform: Transform2D, step: Double) {
    let count = min(max(Int((2 * Double.pi / step).rounded(.up)), 8), 1000)
    let (sine, cosine) = (sin(2 * .pi / Double(count)), cos(2 * .pi / Double(count)))
    var spoke = Point(1, 0)
    move(to: transform.apply(to: spoke))
    for _ in 1..<count {
      spoke = Point(spoke.x * cosine - spoke.y * sine, spoke.x * sine + spoke.y * cosine)
      line(to: transform.apply(to: spoke))
    }
  }
}
