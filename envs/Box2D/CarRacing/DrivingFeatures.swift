import CMath
import Simulation

/// The numbers that ``CarRacingFeatures`` observes: the place, the unit and the bound of each.
enum DrivingFeatures {
  static let forwardSpeed = 0
  static let sideSpeed = 1
  static let yawRate = 2
  static let steering = 3
  static let slips = 4..<8
  static let wheelsOnRoad = 8
  static let offset = 9
  static let sine = 10
  static let cosine = 11
  static let curvatures = 12..<22
  static let rays = 22..<33
  static let count = 33

  /// The speed that counts as 1, in units per second.
  static let speedUnit = 50.0
  /// The yaw rate that counts as 1, in radians per second.
  static let yawUnit = 5.0
  /// The greatest steering angle, in radians.
  static let steeringUnit = 0.4

  static let space: Box<Float> = {
    var high = [Float](repeating: 1, count: count)
    for index in [forwardSpeed, sideSpeed, yawRate] + Array(slips) { high[index] = 4 }
    high[offset] = 5
    var low = high.map { -$0 }
    for index in [wheelsOnRoad] + Array(rays) { low[index] = 0 }
    return Box(low: low, high: high)
  }()

  /// Writes the observation of a car on a track.
  static func write(
    _ car: CarState, _ position: RoadPosition, _ track: RaceTrack, into observation: inout MutableSpan<Float>
  ) {
    writeInstruments(of: car, into: &observation)
    set(offset, position.offset / RaceTrack.halfWidth, 5, &observation)
    let angle = palaestra_sincos(position.angle)
    set(sine, angle.sine, 1, &observation)
    set(cosine, angle.cosine, 1, &observation)
    for step in 0..<curvatures.count {
      let turn = track.turn(to: track.index(position.index, movedBy: step + 1))
      set(curvatures.lowerBound + step, turn / RaceTrack.maximumTurn, 1, &observation)
    }
    let edges = EdgeRays(from: car, at: position, on: track)
    for ray in 0..<EdgeRays.count { observation[rays.lowerBound + ray] = edges.parts[ray] }
  }

  private static func writeInstruments(of car: CarState, into observation: inout MutableSpan<Float>) {
    let direction = palaestra_sincos(Double(car.hull.angle))
    func forward(_ velocity: SIMD2<Float>, _ direction: palaestra_sine_cosine) -> Double {
      Double(velocity.y) * direction.cosine - Double(velocity.x) * direction.sine
    }
    let velocity = car.hull.linearVelocity
    let side = Double(velocity.x) * direction.cosine + Double(velocity.y) * direction.sine
    set(forwardSpeed, forward(velocity, direction) / speedUnit, 4, &observation)
    set(sideSpeed, side / speedUnit, 4, &observation)
    set(yawRate, Double(car.hull.angularVelocity) / yawUnit, 4, &observation)
    set(steering, Double(car.wheels[0].steeringAngle) / steeringUnit, 1, &observation)
    var onRoad = 0
    for index in 0..<4 {
      let wheel = car.wheels[index]
      let rolling = forward(wheel.motion.linearVelocity, palaestra_sincos(Double(wheel.motion.angle)))
      set(slips.lowerBound + index, (wheel.spin * Wheel.radius - rolling) / speedUnit, 4, &observation)
      onRoad += wheel.tileCount > 0 ? 1 : 0
    }
    observation[wheelsOnRoad] = Float(onRoad) / 4
  }

  @inline(__always)
  private static func set(_ index: Int, _ value: Double, _ bound: Double, _ observation: inout MutableSpan<Float>) {
    observation[index] = Float(min(max(value, -bound), bound))
  }
}
