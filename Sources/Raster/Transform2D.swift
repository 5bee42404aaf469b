#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An affine map of the plane, from one set of coordinates to another.
///
/// The point (x, y) goes to (`a`·x + `c`·y + `tx`, `b`·x + `d`·y + `ty`).
public struct Transform2D: Hashable, Sendable {
  var a = 1.0
  var b = 0.0
  var c = 0.0
  var d = 1.0
  var tx = 0.0
  var ty = 0.0

  /// The identity map.
  public static let identity = Transform2D()

  /// Returns the translation by (`x`, `y`).
  public static func translation(_ x: Double, _ y: Double) -> Transform2D {
    Transform2D(tx: x, ty: y)
  }

  /// Returns the scaling by `x` and `y` about the origin; a negative factor mirrors.
  public static func scale(_ x: Double, _ y: Double) -> Transform2D {
    Transform2D(a: x, d: y)
  }

  /// Returns the scaling by `factor` about the origin.
  public static func scale(_ factor: Double) -> Transform2D {
    scale(factor, factor)
  }

  /// Returns the rotation by `radians` about the origin, clockwise as seen on the screen (from x towards y).
  public static func rotation(_ radians: Double) -> Transform2D {
    let (sine, cosine) = (sin(radians), cos(radians))
    return Transform2D(a: cosine, b: sine, c: -sine, d: cosine)
  }

  /// Returns the map that moves by (`x`, `y`) in the coordinates that this one takes, then applies it.
  public func translated(_ x: Double, _ y: Double) -> Transform2D {
    concatenating(.translation(x, y))
  }

  /// Returns the map that stretches in the coordinates that this one takes, then applies it.
  public func scaled(_ x: Double, _ y: Double) -> Transform2D {
    concatenating(.scale(x, y))
  }

  /// Returns the map that stretches in the coordinates that this one takes, then applies it.
  public func scaled(_ factor: Double) -> Transform2D {
    concatenating(.scale(factor))
  }

  /// Returns the map that turns by `radians` in the coordinates that this one takes, then applies it.
  public func rotated(_ radians: Double) -> Transform2D {
    concatenating(.rotation(radians))
  }

  /// Returns the map that first applies `inner`, then this one.
  public func concatenating(_ inner: Transform2D) -> Transform2D {
    Transform2D(
      a: a * inner.a + c * inner.b, b: b * inner.a + d * inner.b,
      c: a * inner.c + c * inner.d, d: b * inner.c + d * inner.d,
      tx: a * inner.tx + c * inner.ty + tx, ty: b * inner.tx + d * inner.ty + ty)
  }

  /// Returns the image of `point`.
  @inline(__always)
  public func apply(to point: Point) -> Point {
    Point(a * point.x + c * point.y + tx, b * point.x + d * point.y + ty)
  }

  /// The factor by which lengths grow, on average over directions: the root of the area's factor.
  public var meanScale: Double { abs(a * d - b * c).squareRoot() }

  /// The map that undoes this one, or `nil` when this one flattens the plane.
  public var inverse: Transform2D? {
    let determinant = a * d - b * c
    guard determinant != 0, determinant.isFinite else { return nil }
    let linear = Transform2D(
      a: d / determinant, b: -b / determinant, c: -c / determinant, d: a / determinant)
    let origin = linear.apply(to: Point(tx, ty))
    return Transform2D(
      a: linear.a, b: linear.b, c: linear.c, d: linear.d, tx: -origin.x, ty: -origin.y)
  }
}
