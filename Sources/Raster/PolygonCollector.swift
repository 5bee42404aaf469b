/// A collector of the polygons that make up one figure, in logical units; see ``Canvas/fillPolygons(_:_:)``.
public struct PolygonCollector: ~Copyable {
  var outline: Outline
  let transform: Transform2D

  /// Starts a polygon at `point`; the one before it is whole.
  public mutating func move(to point: Point) { outline.move(to: transform.apply(to: point)) }

  /// Adds a corner to the polygon that was started.
  public mutating func line(to point: Point) { outline.line(to: transform.apply(to: point)) }

  /// Adds a polygon of four corners.
  public mutating func add(_ first: Point, _ second: Point, _ third: Point, _ fourth: Point) {
    move(to: first)
    line(to: second)
    line(to: third)
    line(to: fourth)
  }

  /// Adds a rectangle.
  public mutating func add(_ rectangle: Rectangle) {
    outline.trace(rectangle, transform)
  }

  /// Adds a polygon of any number of corners.
  public mutating func add(_ corners: Span<Point>) {
    for index in corners.indices {
      if index == 0 { move(to: corners[0]) } else { line(to: corners[index]) }
    }
  }
}

extension Canvas {
  /// Fills several polygons as one figure: where they adjoin no seam shows, and a place that two of them cover is
  /// covered once.
  ///
  /// This is also the fast way to fill many small polygons of one colour. All must run the same way around, for what two
  /// polygons of opposite directions cover both counts as not covered.
  ///
  /// - Parameters:
  ///   - color: The colour that they are filled with.
  ///   - collect: Adds the polygons.
  public mutating func fillPolygons(_ color: Color, _ collect: (inout PolygonCollector) -> Void) {
    fill(with: SolidShader(color: color)) { outline, transform in
      var collector = PolygonCollector(outline: Outline(), transform: transform)
      swap(&collector.outline, &outline)
      collect(&collector)
      swap(&collector.outline, &outline)
    }
  }
}
