import Physics2D

/// The observation of a lander, in double precision.
struct LanderState {
  /// The eight numbers of an observation.
  let numbers: InlineArray<8, Double>

  init(_ world: borrowing LanderWorld) {
    self.init(world.hull, contacts: world.legContacts)
  }

  init(_ hull: BodyMotion, contacts: LanderWorld.Legs<Bool>) {
    let (halfWidth, halfHeight) = (LanderTerrain.width / 2, LanderTerrain.height / 2)
    let rate = LanderScale.framesPerSecond
    numbers = [
      (Double(hull.position.x) - halfWidth) / halfWidth,
      (Double(hull.position.y) - (LanderTerrain.padHeight + LanderWorld.legDown)) / halfHeight,
      Double(hull.linearVelocity.x) * halfWidth / rate,
      Double(hull.linearVelocity.y) * halfHeight / rate,
      Double(hull.angle),
      20 * Double(hull.angularVelocity) / rate,
      contacts[0] ? 1 : 0,
      contacts[1] ? 1 : 0,
    ]
  }

  /// The shaping potential of the reward, which is greatest near the pad, slow, upright, on both legs.
  var shaping: Double {
    let distance = (numbers[0] * numbers[0] + numbers[1] * numbers[1]).squareRoot()
    let speed = (numbers[2] * numbers[2] + numbers[3] * numbers[3]).squareRoot()
    return -100 * distance - 100 * speed - 100 * abs(numbers[4]) + 10 * numbers[6] + 10 * numbers[7]
  }
}
