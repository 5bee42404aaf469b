import Physics2D
import Simulation

/// The robot of a ``BipedalWalker`` in its world: handles of its parts, and what they touch.
struct WalkerRobot {
  /// A leg of two parts.
  struct Leg {
    let thigh: Body
    let shank: Body
    let hip: RevoluteJoint
    let knee: RevoluteJoint
    var touchesGround = false
  }

  /// The hull's corners.
  static let hullCorners: [5 of Vector2] = [
    Vector2(-30.0 / 30, 9.0 / 30), Vector2(6.0 / 30, 9.0 / 30), Vector2(34.0 / 30, 1.0 / 30),
    Vector2(34.0 / 30, -8.0 / 30), Vector2(-30.0 / 30, -8.0 / 30),
  ]
  static let legLength = 34.0 / 30
  static let thighWidth = 8.0 / 30
  static let shankWidth = 0.8 * 8.0 / 30
  /// The height of the hips relative to the hull's origin, in metres.
  static let hipHeight = -8.0 / 30

  /// The filter of the ground, which alone the lidar sees; the robot's parts do not collide with each other.
  static let groundFilter = CollisionFilter(category: 1)
  private static let robotFilter = CollisionFilter(category: 0x20, mask: 1)

  let hull: Body
  var left: Leg
  var right: Leg
  /// True if the hull has touched anything.
  var hasFallen = false

  /// Adds the ground and a robot that stands on it to an empty world.
  init(in world: inout PhysicsWorld, on terrain: BipedalWalkerTerrain, _ configuration: BipedalWalker.Configuration)
  {
    world.add(terrain, friction: Float(configuration.groundFriction))
    let column = BipedalWalkerTerrain.startColumns / 2
    let x = BipedalWalkerTerrain.position(ofColumn: column)
    let y = terrain.heights[column] + 2 * Self.legLength
    let material = Material(density: Float(configuration.hullDensity), friction: 0.1)
    hull = world.addBody(.dynamic, at: Vector2(x, y))
    let corners = Self.hullCorners
    world.addPolygon(corners.span, on: hull, material, filter: Self.robotFilter)
    left = Self.leg(turned: -0.05, below: hull, at: (x, y), in: &world, configuration)
    right = Self.leg(turned: 0.05, below: hull, at: (x, y), in: &world, configuration)
  }

  private static func leg(
    turned angle: Double, below hull: Body, at place: (x: Double, y: Double), in world: inout PhysicsWorld,
    _ configuration: BipedalWalker.Configuration
  ) -> Leg {
    func part(_ world: inout PhysicsWorld, height: Double, width: Double) -> Body {
      let body = world.addBody(.dynamic, at: Vector2(place.x, height - hipHeight), angle: Float(angle))
      world.addBox(
        halfWidth: Float(width / 2), halfHeight: Float(legLength / 2), on: body,
        Material(density: Float(configuration.legDensity)), filter: robotFilter)
      return body
    }
    let (upperEnd, lowerEnd) = (Vector2(0, legLength / 2), Vector2(0, -legLength / 2))
    let motor = Motor(speed: 0, strength: 0)
    let thigh = part(&world, height: place.y - legLength / 2, width: thighWidth)
    let hip = world.addRevoluteJoint(
      between: hull, and: thigh, anchorA: Vector2(0, hipHeight), anchorB: upperEnd, limits: -0.8...1.1, motor: motor
    )
    let shank = part(&world, height: place.y - legLength * 3 / 2, width: shankWidth)
    let knee = world.addRevoluteJoint(
      between: thigh, and: shank, anchorA: lowerEnd, anchorB: upperEnd, limits: -1.6 ... -0.1, motor: motor)
    return Leg(thigh: thigh, shank: shank, hip: hip, knee: knee)
  }

  /// The hull, then thigh and shank of the left leg and of the right one.
  var bodies: [Body] { [hull, left.thigh, left.shank, right.thigh, right.shank] }
}

extension WalkerRobot {
  /// Sets the motor of a joint and returns which part of its torque it may use.
  ///
  /// - Parameters:
  ///   - joint: 0 and 1 are hip and knee of the left leg, 2 and 3 of the right one.
  ///   - action: From -1 to 1; what is no number stops the motor.
  @discardableResult
  func drive(
    _ joint: Int, _ action: Float, in world: inout PhysicsWorld, _ configuration: BipedalWalker.Configuration
  ) -> Float {
    let effort = min(abs(action.orZeroIfNaN), 1)
    let direction: Float = action > 0 ? 1 : action < 0 ? -1 : 0
    let leg = joint < 2 ? left : right
    let isHip = joint % 2 == 0
    let speed = Float(isHip ? configuration.hipSpeed : configuration.kneeSpeed)
    let motor = Motor(speed: speed * direction, strength: Float(configuration.motorTorque) * effort)
    let hinge = isHip ? leg.hip : leg.knee
    world.setMotor(motor, of: hinge)
    world.useLimitsIfReached(of: hinge)
    return effort
  }

  /// Goes through the contacts of the last step.
  ///
  /// As in Gymnasium, a leg that leaves one of two fixtures counts as lifted until it touches another one.
  mutating func noteContacts(in world: PhysicsWorld) {
    for index in world.contacts.indices {
      let contact = world.contacts[index]
      let hasBegun = contact.phase == .began
      if hasBegun && contact.involves(hull) { hasFallen = true }
      if contact.involves(left.shank) { left.touchesGround = hasBegun }
      if contact.involves(right.shank) { right.touchesGround = hasBegun }
    }
  }

  /// Writes all but the lidar.
  func observe(
    _ motion: BodyMotion, in world: PhysicsWorld, _ configuration: BipedalWalker.Configuration,
    into observation: inout MutableSpan<Float>
  ) {
    observation[0] = motion.angle
    observation[1] = Float(2 * Double(motion.angularVelocity) / 50)
    observation[2] = Float(0.3 * Double(motion.linearVelocity.x) * (600.0 / 30) / 50)
    observation[3] = Float(0.3 * Double(motion.linearVelocity.y) * (400.0 / 30) / 50)
    observe(left, in: world, configuration, from: 4, into: &observation)
    observe(right, in: world, configuration, from: 9, into: &observation)
  }

  private func observe(
    _ leg: Leg, in world: PhysicsWorld, _ configuration: BipedalWalker.Configuration, from start: Int,
    into observation: inout MutableSpan<Float>
  ) {
    observation[start] = world.angle(of: leg.hip)
    observation[start + 1] = Float(Double(world.speed(of: leg.hip)) / configuration.hipSpeed)
    observation[start + 2] = Float(Double(world.angle(of: leg.knee)) + 1)
    observation[start + 3] = Float(Double(world.speed(of: leg.knee)) / configuration.kneeSpeed)
    observation[start + 4] = leg.touchesGround ? 1 : 0
  }
}

extension PhysicsWorld {
  /// Adds a terrain as one body: Box2D goes through all bodies at each step, but not through their fixtures.
  ///
  /// Box2D 2.3 sorts new contacts by the age of their fixtures, and 2.4 finds those of the youngest fixtures first.
  /// Built backwards, the terrain has its contacts solved in the same order by both, so that the legs, which start
  /// deep in the ground, come out of it as they do in Gymnasium.
  mutating func add(_ terrain: BipedalWalkerTerrain, friction: Float) {
    let ground = addBody(.static)
    let material = Material(friction: friction)
    // Counted down by hand: without optimization, a reversed range allocates.
    for count in 1..<terrain.heights.count {
      let column = terrain.heights.count - count
      addEdge(
        from: Vector2(BipedalWalkerTerrain.position(ofColumn: column - 1), terrain.heights[column - 1]),
        to: Vector2(BipedalWalkerTerrain.position(ofColumn: column), terrain.heights[column]), on: ground, material,
        filter: WalkerRobot.groundFilter)
    }
    for count in 0..<terrain.obstacles.count {
      let box = terrain.obstacles[terrain.obstacles.count - 1 - count]
      let corners: [4 of Vector2] = [
        Vector2(box.left, box.top), Vector2(box.right, box.top), Vector2(box.right, box.bottom),
        Vector2(box.left, box.bottom),
      ]
      addPolygon(corners.span, on: ground, material, filter: WalkerRobot.groundFilter)
    }
  }
}
