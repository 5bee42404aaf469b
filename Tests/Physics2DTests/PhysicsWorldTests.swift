import Physics2D
import TestSupport
import Testing

@Suite("A world of bodies")
struct PhysicsWorldTests {
  @Test("lets a body fall by symplectic Euler steps")
  func freeFall() {
    var world = PhysicsWorld(gravity: Vector2(0, -10))
    let stone = world.addBody(.dynamic, at: Vector2(3, 20))
    world.addCircle(radius: 0.1, on: stone, Material(density: 1))
    for _ in 0..<50 { world.step(0.02) }
    let motion = world.motion(of: stone)
    #expect(abs(motion.linearVelocity.y + 10) < 1e-4)
    #expect(abs(motion.position.y - (20 - 10 * 0.02 * 0.02 * 50 * 51 / 2)) < 1e-3)
    #expect(motion.position.x == 3)
  }

  @Test("reports a contact when it begins and when it ends, with tags and sides")
  func contacts() throws {
    var world = PhysicsWorld(gravity: Vector2(0, -10))
    let ground = world.addBody(.static, tag: 7)
    world.addEdge(from: Vector2(-5, 0), to: Vector2(5, 0), on: ground, tag: 70)
    let ball = world.addBody(.dynamic, at: Vector2(0, 0.6), tag: 8)
    world.addCircle(radius: 0.5, on: ball, Material(density: 1, restitution: 1), tag: 80)
    var events: [ContactEvent] = []
    for _ in 0..<40 {
      world.step(0.02)
      events += world.contacts
    }
    let first = try #require(events.first)
    #expect(events.prefix(2).map(\.phase) == [.began, .ended])
    #expect(first.involves(ball) && !first.hasSensor)
    #expect(first.side(opposite: ball)?.bodyTag == 7 && first.side(opposite: ball)?.fixtureTag == 70)
    #expect(first.side(of: ball)?.fixtureTag == 80)
  }

  @Test("lets bodies through sensors and tells of it")
  func sensors() {
    var world = PhysicsWorld(gravity: Vector2(0, -10))
    let gate = world.addBody(.static)
    world.addBox(halfWidth: 1, halfHeight: 0.5, on: gate, isSensor: true)
    let ball = world.addBody(.dynamic, at: Vector2(0, 2))
    world.addCircle(radius: 0.1, on: ball, Material(density: 1))
    var phases: [ContactEvent.Phase] = []
    for _ in 0..<60 {
      world.step(0.02)
      phases += world.contacts.filter(\.hasSensor).map(\.phase)
    }
    #expect(phases == [.began, .ended])
    #expect(world.motion(of: ball).position.y < -1)
  }

  @Test("lets fixtures through each other whose filters say so")
  func filters() {
    var world = PhysicsWorld(gravity: Vector2(0, -10))
    let ground = world.addBody(.static)
    world.addEdge(from: Vector2(-5, 0), to: Vector2(5, 0), on: ground, filter: CollisionFilter(category: 1))
    let ghost = world.addBody(.dynamic, at: Vector2(0, 1))
    let ghostly = CollisionFilter(category: 2, mask: 2)
    world.addCircle(radius: 0.1, on: ghost, Material(density: 1), filter: ghostly)
    for _ in 0..<50 { world.step(0.02) }
    #expect(world.motion(of: ghost).position.y < -1)
  }

  @Test("casts rays to the nearest fixture of the asked categories")
  func rays() throws {
    var world = PhysicsWorld(gravity: .zero)
    let near = world.addBody(.static, at: Vector2(2, 0), tag: 1)
    world.addBox(halfWidth: 0.5, halfHeight: 0.5, on: near, filter: CollisionFilter(category: 2))
    let far = world.addBody(.static, at: Vector2(6, 0), tag: 2)
    world.addBox(halfWidth: 0.5, halfHeight: 0.5, on: far, filter: CollisionFilter(category: 4))
    let ahead = world.castRay(from: .zero, to: Vector2(10, 0))
    let hit = try #require(ahead)
    #expect(hit.side.bodyTag == 1 && abs(hit.fraction - 0.15) < 1e-6 && hit.normal == Vector2(-1, 0))
    let through = world.castRay(from: .zero, to: Vector2(10, 0), against: 4)
    let behind = try #require(through)
    #expect(behind.side.bodyTag == 2 && abs(behind.point.x - 5.5) < 1e-5)
    let above = world.castRay(from: .zero, to: Vector2(0, 10))
    #expect(above == nil)
  }

  @Test("gives an impulse the velocity that mass says, and a torque the angular velocity that inertia says")
  func forces() {
    var world = PhysicsWorld(gravity: .zero)
    let block = world.addBody(.dynamic)
    world.addBox(halfWidth: 1, halfHeight: 0.5, on: block, Material(density: 3))
    #expect(abs(world.mass(of: block) - 6) < 1e-5)
    world.apply(impulse: Vector2(12, 0), to: block)
    #expect(abs(world.motion(of: block).linearVelocity.x - 2) < 1e-5)
    world.apply(torque: world.inertia(of: block), to: block)
    world.step(0.5)
    #expect(abs(world.motion(of: block).angularVelocity - 0.5) < 1e-5)
  }

  @Test("as a used one, emptied, moves as a new one, bit for bit, whatever it held", arguments: 0..<12)
  func emptiedEqualsNew(_ count: Int) {
    var fresh = PhysicsWorld(gravity: Vector2(0, -10))
    let expected = tumble(in: &fresh, boxes: 40)
    var used = PhysicsWorld(gravity: Vector2(0, -10))
    for round in 0..<count {
      _ = tumble(in: &used, boxes: 1 + (7 * round + 3 * count) % 60, steps: 30 * round)
      // Bodies that come and go out of order leave the most behind.
      let discs = (0..<20).map { index in
        let disc = used.addBody(.dynamic, at: Vector2(Double(index * index % 7), 5 + Double(index)))
        used.addCircle(radius: 0.5, on: disc, Material(density: 1))
        return disc
      }
      for index in 0..<10 { used.remove(discs[(7 * index + round) % 20]) }
      for _ in 0..<20 { used.step(0.02) }
    }
    used.removeAll()
    #expect(tumble(in: &used, boxes: 40) == expected)
  }

  @Test("emptied and filled again, allocates nothing after the first rounds", .enabled(if: countsAllocations))
  func refillingAllocatesNothing() {
    var world = PhysicsWorld(gravity: Vector2(0, -10))
    let corners = [Vector2(0, 0), Vector2(1, 0), Vector2(0, 1)]
    func fill() {
      world.removeAll()
      let ground = world.addBody(.static)
      for index in 0..<40 {
        world.addEdge(from: Vector2(Double(index), 0), to: Vector2(Double(index + 1), 0), on: ground)
      }
      for index in 0..<9 {
        let box = world.addBody(.dynamic, at: Vector2(Double(index) * 0.8 + 1, 2 + Double(index)))
        world.addPolygon(corners.span, on: box, Material(density: 1))
      }
      for _ in 0..<100 { world.step(0.02) }
    }
    fill()
    fill()
    #expect(allocations { fill() } == 0)
  }

  @Test("allocates nothing of ours while it steps", .enabled(if: countsAllocations))
  func steppingAllocatesNothing() {
    var world = PhysicsWorld(gravity: Vector2(0, -10))
    let ground = world.addBody(.static)
    world.addEdge(from: Vector2(-5, 0), to: Vector2(5, 0), on: ground)
    let ball = world.addBody(.dynamic, at: Vector2(0, 2))
    world.addCircle(radius: 0.5, on: ball, Material(density: 1, restitution: 1))
    for _ in 0..<200 { world.step(0.02) }
    #expect(allocations { for _ in 0..<200 { world.step(0.02) } } == 0)
  }
}

@Suite("Joints")
struct JointTests {
  @Test("measure a hinge from the bodies as they stand, unless told otherwise")
  func referenceAngle() {
    var world = PhysicsWorld(gravity: .zero)
    let hull = world.addBody(.dynamic)
    world.addBox(halfWidth: 1, halfHeight: 1, on: hull, Material(density: 1))
    let leg = world.addBody(.dynamic, angle: 0.3)
    world.addBox(halfWidth: 0.1, halfHeight: 1, on: leg, Material(density: 1))
    let asTheyStand = world.addRevoluteJoint(between: hull, and: leg)
    let absolute = world.addRevoluteJoint(between: hull, and: leg, referenceAngle: 0)
    #expect(world.angle(of: asTheyStand) == 0)
    #expect(world.angle(of: absolute) == 0.3)
  }

  @Test("turn a hinge with the motor's speed, and stop it at its limit")
  func motorAndLimit() {
    var world = PhysicsWorld(gravity: .zero)
    let wall = world.addBody(.static)
    let arm = world.addBody(.dynamic)
    world.addBox(halfWidth: 1, halfHeight: 0.1, on: arm, Material(density: 1))
    let hinge = world.addRevoluteJoint(
      between: wall, and: arm, limits: -0.5...0.5, motor: Motor(speed: 2, strength: 10))
    for _ in 0..<10 { world.step(0.02) }
    #expect(abs(world.speed(of: hinge) - 2) < 1e-4 && abs(world.angle(of: hinge) - 0.4) < 0.05)
    for _ in 0..<20 { world.step(0.02) }
    #expect(abs(world.angle(of: hinge) - 0.5) < 0.05)
    world.setMotorSpeed(-2, of: hinge)
    for _ in 0..<5 { world.step(0.02) }
    #expect(world.speed(of: hinge) < -1.9)
  }

  @Test("let a slider move along its axis only")
  func slider() {
    var world = PhysicsWorld(gravity: Vector2(0, -10))
    let rail = world.addBody(.static)
    let cart = world.addBody(.dynamic)
    world.addBox(halfWidth: 0.5, halfHeight: 0.2, on: cart, Material(density: 1))
    let slide = world.addPrismaticJoint(between: rail, and: cart, axis: Vector2(1, 0), limits: -2...2)
    world.apply(impulse: Vector2(0.4, 0), to: cart)
    for _ in 0..<50 { world.step(0.02) }
    #expect(abs(world.translation(of: slide) - 1) < 1e-3 && abs(world.speed(of: slide) - 1) < 1e-3)
    #expect(abs(world.motion(of: cart).position.y) < 1e-4)
    for _ in 0..<150 { world.step(0.02) }
    #expect(abs(world.translation(of: slide) - 2) < 0.02)
  }
}

@Suite("Handles")
struct HandleTests {
  @Test("die with what they name, and are not mistaken for what takes its place")
  func handlesDie() {
    var world = PhysicsWorld(gravity: .zero)
    let first = world.addBody(.dynamic)
    world.remove(first)
    let second = world.addBody(.dynamic)
    let living = [first, second].map { world.contains($0) }
    #expect(living == [false, true] && first != second)
    world.removeAll()
    let isLeft = world.contains(second)
    #expect(!isLeft)
  }

  @Test("that are stale stop a debug build with their name")
  func staleHandleIsCaught() async {
    #if DEBUG
      let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var world = PhysicsWorld(gravity: .zero)
        let body = world.addBody(.dynamic)
        world.remove(body)
        _ = world.motion(of: body)
      }
      let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
      #expect(message.contains("was removed from its world"))
    #endif
  }
}

/// Lets boxes fall on rough ground, and tells how they move afterwards.
private func tumble(in world: inout PhysicsWorld, boxes count: Int, steps: Int = 200) -> [BodyMotion] {
  world.removeAll()
  let ground = world.addBody(.static)
  for x in -20..<20 {
    world.addEdge(
      from: Vector2(Double(x), Double(x * x % 3) / 3),
      to: Vector2(Double(x + 1), Double((x + 1) * (x + 1) % 3) / 3),
      on: ground)
  }
  let boxes = (0..<count).map { index in
    let box = world.addBody(
      .dynamic, at: Vector2(Double(index % 4) * 0.5, 1 + 0.4 * Double(index)), angle: Float(index))
    world.addBox(halfWidth: 0.4, halfHeight: 0.3, on: box, Material(density: 1))
    return box
  }
  for _ in 0..<steps { world.step(0.02) }
  return boxes.map { world.motion(of: $0) }
}
