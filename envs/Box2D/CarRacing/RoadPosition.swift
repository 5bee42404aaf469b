import CMath

/// The position of a car on a road: the point along it, the distance from the centre line, and the angle against it.
struct RoadPosition: Equatable, Sendable {
  /// The point of the track behind the car, from which the next one follows.
  private(set) var index = 0
  /// The distance of the car from the centre line, positive to the right.
  private(set) var offset = 0.0
  /// The angle of the car against the road, in radians from -π to π, positive to the left.
  private(set) var angle = 0.0

  /// The distance from the centre line beyond which a car may have come to another part of the road.
  private static let farOff = 2.5 * RaceTrack.halfWidth

  /// Finds a car anywhere.
  init(of car: CarState, on track: RaceTrack) {
    let place = SIMD2<Double>(car.hull.position)
    for candidate in track.points.indices
    where track.distance(from: place, to: candidate) < track.distance(from: place, to: index) {
      index = candidate
    }
    measure(car, place, on: track)
  }

  /// Follows a car; where roads cross, it is still on the one that it was on.
  mutating func follow(_ car: CarState, on track: RaceTrack) {
    let place = SIMD2<Double>(car.hull.position)
    var nearest = index
    for step in -4...6 {
      let candidate = track.index(index, movedBy: step)
      if track.distance(from: place, to: candidate) < track.distance(from: place, to: nearest) {
        nearest = candidate
      }
    }
    index = nearest
    if track.distance(from: place, to: nearest) > Self.farOff * Self.farOff {
      self = RoadPosition(of: car, on: track)
    } else {
      measure(car, place, on: track)
    }
  }

  /// Measures the car against the centre line between the two points around it.
  private mutating func measure(_ car: CarState, _ place: SIMD2<Double>, on track: RaceTrack) {
    if track.advance(of: place, past: index) < 0 { index = track.index(index, movedBy: -1) }
    let next = track.index(index, movedBy: 1)
    let part = min(max(track.advance(of: place, past: index) / RaceTrack.pointDistance, 0), 1)
    let heading = track.points[index].heading + part * track.turn(to: next)
    let start = track.place(at: index, right: 0)
    let center = start + part * (track.place(at: next, right: 0) - start)
    let direction = palaestra_sincos(heading)
    offset = (place.x - center.x) * direction.cosine + (place.y - center.y) * direction.sine
    angle = (Double(car.hull.angle) - heading).remainder(dividingBy: 2 * .pi)
  }
}

extension RaceTrack {
  /// The index so many points farther on.
  @inline(__always)
  func index(_ index: Int, movedBy steps: Int) -> Int {
    let moved = (index + steps) % points.count
    return moved < 0 ? moved + points.count : moved
  }

  /// The turn of the road from the point before to this one, in radians, positive to the left.
  func turn(to index: Int) -> Double {
    (points[index].heading - points[self.index(before: index)].heading).remainder(dividingBy: 2 * .pi)
  }

  /// The square of the distance to a point.
  @inline(__always)
  fileprivate func distance(from place: SIMD2<Double>, to index: Int) -> Double {
    let (x, y) = (place.x - points[index].x, place.y - points[index].y)
    return x * x + y * y
  }

  /// The distance by which a place lies ahead of a point, along the road.
  fileprivate func advance(of place: SIMD2<Double>, past index: Int) -> Double {
    (place.y - points[index].y) * right[index].x - (place.x - points[index].x) * right[index].y
  }
}
