import CMath

/// The distances from a car to the edge of the road, in eleven directions from left over ahead to right.
struct EdgeRays {
  /// The number of rays.
  static let count = 11
  /// The range of the rays, in units of the physics.
  static let range: Float = 50

  /// The distances as parts of the range, of which only the first eleven count; 1 where no edge is met.
  private(set) var parts: SIMD16<Float>

  /// Measures from a car to the edges of the stretch of road that it is on.
  init(from car: CarState, at position: RoadPosition, on track: RaceTrack) {
    let turn = palaestra_sincos(Double(car.hull.angle))
    let place = SIMD2<Double>(car.hull.position)
    func seen(_ step: Int, _ offset: Double) -> SIMD2<Float> {
      let edge = track.place(at: track.index(position.index, movedBy: step), right: offset) - place
      return SIMD2(
        Float(edge.x * turn.cosine + edge.y * turn.sine), Float(edge.y * turn.cosine - edge.x * turn.sine))
    }
    var nearest = SIMD16<Float>(repeating: Self.range)
    for side in 0..<2 {
      let offset = side == 0 ? -RaceTrack.halfWidth : RaceTrack.halfWidth
      var start = seen(-Self.behind, offset)
      for step in (1 - Self.behind)...Self.ahead {
        let end = seen(step, offset)
        Self.meet(start, end, &nearest)
        start = end
      }
    }
    parts = nearest / Self.range
  }

  /// The numbers of points of the road, behind and ahead of the car, that are looked at.
  private static let behind = 5
  private static let ahead = 17

  /// The rays' directions in the coordinates of the car, which drives along y.
  ///
  /// There are vectors of sixteen but none of eleven: the last ones repeat the ray to the right.
  private static let directions: (x: SIMD16<Float>, y: SIMD16<Float>) = {
    var (x, y) = (SIMD16<Float>.zero, SIMD16<Float>.zero)
    for index in 0..<16 {
      let angle = Double.pi / 2 - Double.pi * Double(min(index, count - 1)) / Double(count - 1)
      x[index] = Float(-palaestra_sin(angle))
      y[index] = Float(palaestra_cos(angle))
    }
    return (x, y)
  }()

  /// Shortens all rays that meet the line between two places.
  @inline(__always)
  private static func meet(_ start: SIMD2<Float>, _ end: SIMD2<Float>, _ nearest: inout SIMD16<Float>) {
    let (x, y) = directions
    // How far the two places lie to the right of each ray, and how far along it.
    let (startRight, endRight) = (start.x * y - start.y * x, end.x * y - end.y * x)
    let (startAlong, endAlong) = (start.x * x + start.y * y, end.x * x + end.y * y)
    let part = startRight / (startRight - endRight)
    let distance = startAlong + (endAlong - startAlong) * part
    let isMet = (startRight * endRight .<= 0) .& (distance .>= 0) .& (distance .< nearest)
    nearest.replace(with: distance, where: isMet)
  }
}
