import CMath
import Simulation

extension CarRacing {
  /// Reads the road and the instruments off the picture, steers for a point of the road ahead and brakes for curves.
  ///
  /// It knows the road by the grass around it, which must be green.
  public static var heuristic: ScriptedPolicy {
    ScriptedPolicy(observing: UInt8.self, acting: Control.ActionSpace.Scalar.self) {
      Control.write(RoadDriver(Control.self).command(for: RoadAhead(picture: $0)), into: &$1)
    }
  }
}

extension RoadAhead {
  /// Reads the road from an observation in pixels.
  ///
  /// From the car on, the middle of the road is followed in steps of 3.5 units, each time halfway between the edges
  /// that are seen to the left and to the right.
  init(picture: Span<UInt8>) {
    speed = max(Self.height(ofBarIn: picture, column: 13, channel: 0) - 1, 0) / 0.4
    let spin = max(
      Self.height(ofBarIn: picture, column: 22, channel: 2), Self.height(ofBarIn: picture, column: 25, channel: 2))
    slip = (spin - 1) / 0.2 * Wheel.radius - speed
    if let start = Self.middle(of: picture, at: .zero, heading: 0) {
      follow(picture, from: start)
    } else {
      search(picture)
    }
  }

  /// Follows the middle of the road.
  private mutating func follow(_ picture: Span<UInt8>, from start: SIMD2<Double>) {
    var (place, heading) = (start, 0.0)
    for index in 0..<10 {
      let direction = palaestra_sincos(heading)
      let next = place + RaceTrack.pointDistance * SIMD2(-direction.sine, direction.cosine)
      guard let middle = Self.middle(of: picture, at: next, heading: heading) else { return }
      let bearing = palaestra_atan2(place.x - middle.x, middle.y - place.y)
      let turn = (bearing - heading).remainder(dividingBy: 2 * .pi)
      if index == 0 {
        angle = -turn
        let side = palaestra_sincos(turn)
        offset = -(start.x * side.cosine + start.y * side.sine)
      } else {
        turns[index] = min(max(turn, -RaceTrack.maximumTurn), RaceTrack.maximumTurn)
      }
      heading += turn
      place = middle
    }
  }

  /// Turns towards the nearest road in the picture, if there is any.
  private mutating func search(_ picture: Span<UInt8>) {
    for distance in 3...20 {
      for step in 0...20 {
        // Straight ahead first, then ever farther to both sides.
        let bearing = Double(step % 2 == 0 ? step / 2 : -(step + 1) / 2) * 0.15
        let direction = palaestra_sincos(bearing)
        let place = 1.75 * Double(distance) * SIMD2(-direction.sine, direction.cosine)
        if Self.isRoad(picture, at: place) == true {
          angle = -bearing
          for index in turns.indices { turns[index] = 0.2 }
          return
        }
      }
    }
  }

  /// The middle between the edges of the road to the left and to the right of a place; `nil` beside the road.
  private static func middle(
    of picture: Span<UInt8>, at place: SIMD2<Double>, heading: Double
  ) -> SIMD2<Double>? {
    guard isRoad(picture, at: place) == true else { return nil }
    let direction = palaestra_sincos(heading)
    let right = SIMD2(direction.cosine, direction.sine)
    let (leftReach, rightReach) = (
      reach(in: picture, from: place, along: -right), reach(in: picture, from: place, along: right)
    )
    switch (leftReach, rightReach) {
    // The car itself is no grass either, but narrower than any road.
    case (let left?, let reach?) where left + reach < 3: return nil
    case (let left?, let reach?) where left + reach < 2.8 * RaceTrack.halfWidth:
      return place + (reach - left) / 2 * right
    // Where roads meet, only the nearer edge is this road's.
    case (let left?, let reach?) where reach < left: return place + (reach - RaceTrack.halfWidth) * right
    case (let left?, _): return place + (RaceTrack.halfWidth - left) * right
    case (nil, let reach?): return place + (reach - RaceTrack.halfWidth) * right
    case (nil, nil): return place
    }
  }

  /// The distance from a place to the edge of the road; `nil` where that is not seen.
  private static func reach(
    in picture: Span<UInt8>, from place: SIMD2<Double>, along direction: SIMD2<Double>
  ) -> Double? {
    for step in 1...28 {
      let distance = 0.5 * Double(step)
      guard let isRoad = isRoad(picture, at: place + distance * direction) else { return nil }
      if !isRoad { return distance - 0.25 }
    }
    return nil
  }

  /// Returns true if a place in the coordinates of the car shows no grass; `nil` outside the picture.
  private static func isRoad(_ picture: Span<UInt8>, at place: SIMD2<Double>) -> Bool? {
    let column = Int((48 + place.x * RaceScene.finalZoom * 96 / 1000).rounded(.down))
    let row = Int((72 - place.y * RaceScene.finalZoom * 96 / 800).rounded(.down))
    guard (0..<96).contains(column), (0..<84).contains(row) else { return nil }
    let pixel = 3 * (96 * row + column)
    return Int(picture[pixel + 1]) < Int(picture[pixel]) + 40
  }

  /// The height of a bar of the instruments, in pixels of Gymnasium's window.
  private static func height(ofBarIn picture: Span<UInt8>, column: Int, channel: Int) -> Double {
    var sum = 0
    for row in 84..<96 { sum += Int(picture[3 * (96 * row + column) + channel]) }
    return Double(sum) / 253 * 800 / 96
  }
}
