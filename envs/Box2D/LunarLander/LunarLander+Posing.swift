import CMath
import Physics2D
import Simulation
import Spans

extension Lander: Posable {
  /// Moves the hull, hangs both legs on it as they hang in flight, and lets the engines burn as at the action.
  public mutating func pose(as observation: [Float], after action: [ActionSpace.Scalar]?) {
    requireFitting(observation)
    let hull = LanderState.hull(of: observation)
    bodies = LanderBodies(
      hull: hull, firstLeg: Self.leg(of: hull, side: -1), secondLeg: Self.leg(of: hull, side: 1),
      firstLegTouches: observation[6] > 0.5, secondLegTouches: observation[7] > 0.5)
    thrust = action?.withSpan { Controls.thrust(for: $0) } ?? .none
    gust = 0
    exhaust.removeAll()
  }

  /// Place, velocity, angle, angular velocity and the legs' contacts.
  public var observation: [Float] {
    let state = LanderState(world)
    return state.numbers.indices.map { Float(state.numbers[$0]) }
  }

  /// A leg as its motor holds it against the inner stop.
  private static func leg(of hull: BodyMotion, side: Double) -> BodyMotion {
    let angle = Double(hull.angle) - side * 0.35
    let (sine, cosine) = { ($0.sine, $0.cosine) }(palaestra_sincos(angle))
    let anchor = SIMD2(side * 20 / LanderWorld.scale, LanderWorld.legDown)
    let offset = SIMD2(cosine * anchor.x - sine * anchor.y, sine * anchor.x + cosine * anchor.y)
    let position = SIMD2<Double>(hull.position) - offset
    return BodyMotion(
      position: Vector2(position.x, position.y), angle: Float(angle), linearVelocity: hull.linearVelocity,
      angularVelocity: hull.angularVelocity)
  }
}

extension LanderState {
  /// The hull's motion of which eight numbers tell.
  static func hull(of observation: [Float]) -> BodyMotion {
    let numbers = observation.map { Double($0) }
    let (halfWidth, halfHeight) = (LanderTerrain.width / 2, LanderTerrain.height / 2)
    let rate = LanderScale.framesPerSecond
    return BodyMotion(
      position: Vector2(
        numbers[0] * halfWidth + halfWidth,
        numbers[1] * halfHeight + LanderTerrain.padHeight + LanderWorld.legDown),
      angle: observation[4],
      linearVelocity: Vector2(numbers[2] * rate / halfWidth, numbers[3] * rate / halfHeight),
      angularVelocity: Float(numbers[5] * rate / 20))
  }
}
