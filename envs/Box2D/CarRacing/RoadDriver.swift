import CMath

/// The state of car and road that a driver needs to take the next turns.
struct RoadAhead {
  /// The forward speed of the car, in units per second.
  var speed = 0.0
  /// The speed of the rear wheels' treads beyond that of the car, in units per second.
  var slip = 0.0
  /// The distance of the car from the centre line, positive to the right.
  var offset = 0.0
  /// The angle of the car against the road, in radians, positive to the left.
  var angle = 0.0
  /// The turn of the road at each of the next ten points, in radians, positive to the left.
  var turns = [10 of Double](repeating: 0)
}

/// A driver along a road: steers for a point ahead, brakes for curves, and spares the gas while the rear wheels spin.
///
/// Steering for a point ahead is known as pure pursuit.
struct RoadDriver {
  /// The acceleration to the side that the tyres are trusted with, in units per second squared.
  var grip = 150.0
  /// The deceleration that the brakes are trusted with.
  var braking = 120.0
  /// The distance to the point ahead that the car is steered for, and the seconds of driving that are added to it.
  var lookAhead = 5.0
  var lookAheadTime = 0.2
  /// The steering angle for each radian that the point lies to the side.
  var gain = 1.0
  /// The shift of the point into a curve, in half widths of the road for each radian that the road turns until there.
  var inside = 0.3
  /// The slip from which on no gas is given.
  var slipLimit = 12.0
  /// The position of the brake pedal for each unit per second of excess speed, and its maximum.
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

  /// The greatest speed at which the car can brake for every curve in sight.
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
