import CMath

/// What a driver must know of car and road to take the next turns.
struct RoadAhead {
  /// How fast the car goes forward, in units per second.
  var speed = 0.0
  /// How much faster than the car the rear wheels' treads run, in units per second.
  var slip = 0.0
  /// How far the car is to the right of the centre line.
  var offset = 0.0
  /// How far the car is turned to the left against the road, in radians.
  var angle = 0.0
  /// How far the road turns to the left at each of the next ten points, in radians.
  var turns = [10 of Double](repeating: 0)
}

/// Drives along a road: steers for a point ahead, brakes for curves, and spares the gas while the rear wheels spin.
///
/// Steering for a point ahead is known as pure pursuit.
struct RoadDriver {
  /// The acceleration to the side that the tyres are trusted with, in units per second squared.
  var grip = 150.0
  /// The deceleration that the brakes are trusted with.
  var braking = 120.0
  /// How far ahead the point is that the car is steered for: so far, and so many seconds farther.
  var lookAhead = 5.0
  var lookAheadTime = 0.2
  /// The steering angle for each radian that the point lies to the side.
  var gain = 1.0
  /// How far inside a curve the point is, in half widths of the road for each radian that the road turns until there.
  var inside = 0.3
  /// At so much slip no gas is given any more.
  var slipLimit = 12.0
  /// How hard the brake is pressed for each unit per second too much, and at most.
  var brakeGain = 0.05
  var hardestBrake = 0.85

  /// A driver; with choices, which do one thing at a time, a cautious one.
  init(_ control: (some DrivingControl).Type) {
    if !control.isContinuous { (grip, braking) = (130, 100) }
  }

  func command(for road: RoadAhead) -> DrivingCommand {
    let target = target(on: road, at: lookAhead + lookAheadTime * max(road.speed, 0))
    let bearing = palaestra_atan2(-target.x, target.y)
    var command = DrivingCommand(steering: min(max(gain * bearing, -0.4), 0.4))
    let excess = road.speed - allowedSpeed(on: road)
    if excess < 0 {
      command.gas = min(-0.1 * excess, 1) * min(max(1 - road.slip / slipLimit, 0), 1)
    } else {
      command.brake = min(brakeGain * excess, hardestBrake)
    }
    return command
  }

  /// The point to steer for, in the coordinates of the car: to the right and forward.
  private func target(on road: RoadAhead, at distance: Double) -> SIMD2<Double> {
    var heading = -road.angle
    var direction = palaestra_sincos(heading)
    var place = -road.offset * SIMD2(direction.cosine, direction.sine)
    var (left, curve) = (distance, 0.0)
    for index in 0..<10 where left > 0 {
      heading += road.turns[index]
      curve += road.turns[index]
      direction = palaestra_sincos(heading)
      let step = min(left, RaceTrack.pointDistance)
      place += step * SIMD2(-direction.sine, direction.cosine)
      left -= step
    }
    let shift = min(max(inside * curve, -0.8), 0.8) * RaceTrack.halfWidth
    return place - shift * SIMD2(direction.cosine, direction.sine)
  }

  /// How fast the car may be, so that it can brake for every curve in sight.
  private func allowedSpeed(on road: RoadAhead) -> Double {
    var allowed = 100.0 * 100
    for index in 0..<9 {
      let turn = abs(road.turns[index] + road.turns[index + 1]) / 2
      let square = grip * RaceTrack.pointDistance / max(turn, 1e-6)
      allowed = min(allowed, square + 2 * braking * RaceTrack.pointDistance * Double(index))
    }
    return allowed.squareRoot()
  }
}
