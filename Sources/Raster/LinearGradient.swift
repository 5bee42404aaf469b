/// A colour that changes steadily from one place to another, and stays the same across.
public struct LinearGradient: Hashable, Sendable {
  /// The position of the first colour, in logical units.
  public var start: Point
  /// The position of the last colour, in logical units.
  public var end: Point
  /// The colours, at least two, evenly spaced from `start` to `end`; beyond them the outer ones go on.
  public var colors: [Color]

  /// A gradient from `start` to `end` through `colors`.
  public init(from start: Point, to end: Point, colors: [Color]) {
    precondition(colors.count >= 2, "A gradient takes two colours or more, not \(colors.count)")
    self.start = start
    self.end = end
    self.colors = colors
  }

  /// A gradient from the height `top` down to `bottom`, as for a sky.
  public static func vertical(from top: Double, to bottom: Double, colors: [Color]) -> LinearGradient {
    LinearGradient(from: Point(0, top), to: Point(0, bottom), colors: colors)
  }

  /// Returns the colour at `position`: 0 is the start, 1 the end.
  public func color(at position: Double) -> Color {
    let scaled = min(max(position, 0), 1) * Double(colors.count - 1)
    let index = min(Int(scaled), colors.count - 2)
    return colors[index].mixed(with: colors[index + 1], scaled - Double(index))
  }
}

/// A shader: the colour of each pixel of a figure.
protocol Shader {
  /// True if all pixels of a row have one colour.
  var isConstantAlongRows: Bool { get }
  /// Returns the colour at the middle of a device pixel.
  func color(x: Int, y: Int) -> Color
}

struct SolidShader: Shader {
  let color: Color

  var isConstantAlongRows: Bool { true }

  @inline(__always)
  func color(x: Int, y: Int) -> Color { color }
}

/// A gradient whose position is linear in device coordinates.
struct GradientShader: Shader {
  let gradient: LinearGradient
  private let perX, perY, offset: Double

  /// - Parameter transform: From logical units to device pixels.
  init(_ gradient: LinearGradient, transform: Transform2D) {
    self.gradient = gradient
    let axis = gradient.end - gradient.start
    let squared = axis.dot(axis)
    guard let inverse = transform.inverse, squared > 0 else {
      (perX, perY, offset) = (0, 0, 0)
      return
    }
    perX = (axis.x * inverse.a + axis.y * inverse.b) / squared
    perY = (axis.x * inverse.c + axis.y * inverse.d) / squared
    offset = (Point(inverse.tx, inverse.ty) - gradient.start).dot(axis) / squared
  }

  var isConstantAlongRows: Bool { perX == 0 }

  func color(x: Int, y: Int) -> Color {
    gradient.color(at: (Double(x) + 0.5) * perX + (Double(y) + 0.5) * perY + offset)
  }
}
