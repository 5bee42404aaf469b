import CMath
import Physics2D

/// The bodies of a lander over its ground, and the contacts of its legs.
struct LanderWorld {
  /// The two legs, in the order in which Gymnasium makes them: the first one hangs on the right.
  typealias Legs<Value> = InlineArray<2, Value>

  private var world: PhysicsWorld
  private var craft: Craft?
  /// The contacts of the legs: true while a leg touches the ground.
  private(set) var legContacts = Legs<Bool>(repeating: false)
  /// True if the hull has touched the ground.
  private(set) var hasCrashed = false

  private struct Craft {
    let hull: Body
    let legs: Legs<Body>
    let joints: Legs<RevoluteJoint>
  }

  static let scale = LanderScale.pixelsPerMetre
  /// The depth of the legs' feet below the hull's middle when it stands, in metres.
  static let legDown = 18 / scale
  /// The hull's corners, in metres.
  static let hullCorners: [Vector2] = [(-14, 17), (-17, 0), (-17, -10), (17, -10), (17, 0), (14, 17)].map {
    Vector2($0.0 / scale, $0.1 / scale)
  }
  /// Half the size of a leg, in metres.
  static let legHalfSize = Vector2(2 / scale, 8 / scale)

  init(gravity: Double) { world = PhysicsWorld(gravity: Vector2(0, gravity)) }

  /// Builds everything anew, the lander at the top of the world.
  ///
  /// - Parameter push: The force on the lander during the first step, in newtons.
  mutating func build(on terrain: LanderTerrain, push: SIMD2<Double>) {
    world.removeAll()
    (legContacts, hasCrashed) = (Legs(repeating: false), false)
    addGround(terrain)
    let hull = addHull(push: push)
    let first = addLeg(to: hull, side: -1)
    let second = addLeg(to: hull, side: 1)
    craft = Craft(hull: hull, legs: [first.body, second.body], joints: [first.joint, second.joint])
  }

  /// Adds the ground from right to left: Box2D 2.3 sorts new contacts by the age of their fixtures, and 2.4 finds those
  /// of the youngest ones first, so that both solve them in the same order.
  private mutating func addGround(_ terrain: LanderTerrain) {
    let ground = world.addBody(.static)
    for fromRight in 1..<LanderTerrain.pointCount {
      let index = LanderTerrain.pointCount - fromRight
      let (left, right) = (terrain[index - 1], terrain[index])
      world.addEdge(
        from: Vector2(left.x, left.y), to: Vector2(right.x, right.y), on: ground, Material(friction: 0.1))
    }
    world.addEdge(from: .zero, to: Vector2(LanderTerrain.width, 0), on: ground)
  }

  private mutating func addHull(push: SIMD2<Double>) -> Body {
    let hull = world.addBody(.dynamic, at: Vector2(LanderTerrain.width / 2, LanderTerrain.height))
    world.addPolygon(
      Self.hullCorners, on: hull, Material(density: 5, friction: 0.1),
      filter: CollisionFilter(category: 0x10, mask: 1))
    world.apply(force: Vector2(push.x, push.y), to: hull)
    return hull
  }

  /// Hangs a leg on the hull with a motor for a spring.
  private mutating func addLeg(to hull: Body, side: Double) -> (body: Body, joint: RevoluteJoint) {
    let start = Vector2(LanderTerrain.width / 2 - side * 20 / Self.scale, LanderTerrain.height)
    let leg = world.addBody(.dynamic, at: start, angle: Float(side * 0.05))
    world.addBox(
      halfWidth: Self.legHalfSize.x, halfHeight: Self.legHalfSize.y, on: leg, Material(density: 1),
      filter: CollisionFilter(category: 0x20, mask: 1))
    let joint = world.addRevoluteJoint(
      between: hull, and: leg, anchorB: Vector2(side * 20 / Self.scale, Self.legDown),
      limits: side < 0 ? 0.4...0.9 : -0.9...(-0.4), motor: Motor(speed: Float(0.3 * side), strength: 40))
    return (leg, joint)
  }

  private var bodies: Craft {
    guard let craft else { preconditionFailure("step comes after reset") }
    return craft
  }
}

extension LanderWorld {
  /// The position, angle and velocities of the hull.
  var hull: BodyMotion { world.motion(of: bodies.hull) }

  /// True while the hull moves; it falls asleep after half a second of rest.
  var isAwake: Bool { world.isAwake(bodies.hull) }

  /// A leg's motion, 0 or 1.
  func leg(_ index: Int) -> BodyMotion { world.motion(of: bodies.legs[index]) }

  /// Knocks the hull, in newton seconds, at a point of the world.
  mutating func apply(impulse: SIMD2<Double>, at point: SIMD2<Double>) {
    world.apply(impulse: Vector2(impulse.x, impulse.y), to: bodies.hull, at: Vector2(point.x, point.y))
  }

  /// Pushes and turns the hull during the next step.
  mutating func apply(wind force: Double, torque: Double) {
    world.apply(force: Vector2(force, 0), to: bodies.hull)
    world.apply(torque: Float(torque), to: bodies.hull)
  }

  /// Lets a fiftieth of a second pass.
  mutating func step() {
    for leg in 0..<2 { world.useLimitsIfReached(of: bodies.joints[leg]) }
    world.step(1 / LanderScale.framesPerSecond, velocityIterations: 180, positionIterations: 60)
    let bodies = bodies
    for index in world.contacts.indices {
      let contact = world.contacts[index]
      let hasBegun = contact.phase == .began
      if hasBegun && contact.involves(bodies.hull) { hasCrashed = true }
      // A leg that leaves one of two edges counts as in the air until it touches again, as in Gymnasium.
      for leg in 0..<2 where contact.involves(bodies.legs[leg]) { legContacts[leg] = hasBegun }
    }
  }

  /// Puts the bodies somewhere, as they would be after some steps.
  mutating func set(hull: BodyMotion, legs: Legs<BodyMotion>, contacts: Legs<Bool>) {
    let bodies = bodies
    world.set(hull, of: bodies.hull)
    for index in 0..<2 { world.set(legs[index], of: bodies.legs[index]) }
    (legContacts, hasCrashed) = (contacts, false)
  }
}
