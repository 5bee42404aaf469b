import Physics2D

/// A craft on two legs over hilly ground, which blows out discs that vanish again: all that a copied world must keep.
struct Lander {
  private(set) var world = PhysicsWorld(gravity: Vector2(0, -10))
  private(set) var discs: [Body] = []
  private(set) var hull: Body?
  private var joints: [RevoluteJoint] = []
  private var stepCount = 0
  /// The number of contacts that began.
  private(set) var touchCount = 0

  init() { build() }

  /// Builds everything anew.
  mutating func build() {
    world.removeAll()
    (discs, joints, stepCount) = ([], [], 0)
    let ground = world.addBody(.static, tag: 1)
    for index in 0..<12 {
      let (left, right) = (Double(index % 3), Double((index + 1) % 3))
      world.addEdge(
        from: Vector2(Double(2 * index), 0.2 * left), to: Vector2(Double(2 * index + 2), 0.2 * right), on: ground)
    }
    world.addBox(halfWidth: 1, halfHeight: 0.4, center: Vector2(9, 1), on: ground, isSensor: true, tag: 2)
    let hull = world.addBody(.dynamic, at: Vector2(10, 3))
    world.addPolygon(
      [Vector2(-0.5, 0.5), Vector2(-0.6, -0.3), Vector2(0.6, -0.3), Vector2(0.5, 0.5)], on: hull,
      Material(density: 5, friction: 0.1), filter: CollisionFilter(category: 0x10, mask: 1))
    for side in [-1.0, 1] {
      let leg = world.addBody(.dynamic, at: Vector2(10 - 0.7 * side, 3), angle: Float(0.05 * side))
      world.addBox(
        halfWidth: 0.07, halfHeight: 0.3, on: leg, Material(density: 1),
        filter: CollisionFilter(category: 0x20, mask: 1))
      joints.append(
        world.addRevoluteJoint(
          between: hull, and: leg, anchorB: Vector2(0.7 * side, 0.6), limits: side < 0 ? 0.4...0.9 : -0.9...(-0.4),
          motor: Motor(speed: Float(0.3 * side), strength: 40)))
    }
    self.hull = hull
  }

  /// Lets a fiftieth of a second pass under a push that follows from a number, and tells all that can be seen.
  mutating func step(_ push: Int) -> [Float] {
    guard let hull else { return [] }
    let sideways = Float((13 * stepCount + push) % 5 - 2)
    world.apply(impulse: Vector2(0.4 * sideways, (stepCount + push) % 3 > 0 ? 1 : 0.4), to: hull)
    if stepCount % 7 == 0 { blow(from: hull) }
    if discs.count > 9 { world.remove(discs.remove(at: 5 * stepCount % 9)) }
    for joint in joints { world.useLimitsIfReached(of: joint) }
    world.step(1 / 50, velocityIterations: 180, positionIterations: 60)
    stepCount += 1
    touchCount += world.contacts.count { $0.phase == .began }
    return seen(from: hull)
  }

  /// Lets many steps pass.
  mutating func play(_ steps: Int, push: Int = 0) -> [[Float]] { (0..<steps).map { _ in step(push) } }

  private mutating func blow(from hull: Body) {
    let disc = world.addBody(
      .dynamic, at: world.motion(of: hull).position - Vector2(0, 0.5), isBullet: true, tag: 3)
    world.addCircle(
      radius: 0.06, on: disc, Material(density: 1, restitution: 0.4),
      filter: CollisionFilter(category: 0x100, mask: 1))
    discs.append(disc)
  }

  private func seen(from hull: Body) -> [Float] {
    var numbers: [Float] = []
    for body in [hull] + discs {
      let motion = world.motion(of: body)
      numbers += [motion.position.x, motion.position.y, motion.angle]
      numbers += [motion.linearVelocity.x, motion.linearVelocity.y, motion.angularVelocity]
    }
    for contact in world.contacts {
      numbers += [Float(contact.a.bodyTag), Float(contact.b.bodyTag)]
      numbers += [contact.phase == .began ? 1 : 0, contact.hasSensor ? 1 : 0]
    }
    for joint in joints { numbers += [world.angle(of: joint), world.speed(of: joint)] }
    let sight = world.castRay(from: world.motion(of: hull).position, to: Vector2(10, -5), against: 1)
    return numbers + [sight?.fraction ?? 1]
  }
}
