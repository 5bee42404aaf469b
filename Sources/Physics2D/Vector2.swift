/// A point, a direction or a velocity in the plane, in single precision as Box2D computes.
public typealias Vector2 = SIMD2<Float>

extension SIMD2<Float> {
  /// Rounds both coordinates to single precision.
  @inlinable
  public init<Coordinate: BinaryFloatingPoint>(_ x: Coordinate, _ y: Coordinate) {
    self.init(x: Float(x), y: Float(y))
  }

  /// The Euclidean length.
  @inlinable
  public var length: Float { (x * x + y * y).squareRoot() }
}
