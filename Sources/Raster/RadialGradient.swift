/// A colour that changes steadily from the middle of a circle to its edge, as light and soft shadows do.
public struct RadialGradient: Hashable, Sendable {
  /// The colours, at least two, evenly spaced from the middle to the edge.
  public var colors: [Color]

  /// A gradient through `colors`, from the middle outwards.
  public init(colors: [Color]) {
    precondition(colors.count >= 2, "A gradient takes two colours or more, not \(colors.count)")
    self.colors = colors
  }

  /// Returns the colour at `position`: 0 is the middle, 1 the edge.
  public func color(at position: Double) -> Color {
    let scaled = min(max(position, 0), 1) * Double(colors.count - 1)
    let index = min(Int(scaled), colors.count - 2)
    return colors[index].mixed(with: colors[index + 1], scaled - Double(index))
  }
}

extension Canvas {
  /// Fills a circle with a gradient from its middle to its edge.
  public mutating func fillCircle(center: Point, radius: Double, _ gradient: RadialGradient) {
    fillEllipse(center: center, radiusX: radius, radiusY: radius, gradient)
  }

  /// Fills an ellipse, whose half axes are `radiusX` and `radiusY`, with a gradient from its middle to its edge.
  public mutating func fillEllipse(
    center: Point, radiusX: Double, radiusY: Double, _ gradient: RadialGradient
  ) {
    let unit = transform.translated(center.x, center.y).scaled(radiusX, radiusY)
    guard let inverse = unit.inverse else { return }
    fill(.ellipse(center: center, radiusX: radiusX, radiusY: radiusY), RadialShader(gradient, toUnit: inverse))
  }

  private mutating func fill(_ path: Path, _ shader: RadialShader) {
    fill(with: shader) { outline, transform in
      path.flatten(transform: transform, tolerance: 0.1, into: &outline)
    }
  }
}

/// A gradient whose position is the distance from the origin, once a map has taken the ellipse to the unit circle.
private struct RadialShader: Shader {
  /// The table of colours, mixed beforehand: a component has no more steps than it has entries.
  private let colors: [Color]
  private let toUnit: Transform2D

  init(_ gradient: RadialGradient, toUnit: Transform2D) {
    colors = (0...255).map { gradient.color(at: Double($0) / 255) }
    self.toUnit = toUnit
  }

  var isConstantAlongRows: Bool { false }

  func color(x: Int, y: Int) -> Color {
    let distance = toUnit.apply(to: Point(Double(x) + 0.5, Double(y) + 0.5)).length
    return colors[Int(min(distance, 1) * 255 + 0.5)]
  }
}
