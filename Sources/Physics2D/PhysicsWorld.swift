import CBox2D

/// A world of rigid bodies in the plane, simulated by Box2D 2.4.1.
///
/// ```swift
/// var world = PhysicsWorld(gravity: Vector2(0, -10))
/// let ground = world.addBody(.static)
/// world.addEdge(from: Vector2(-5, 0), to: Vector2(5, 0), on: ground)
/// let ball = world.addBody(.dynamic, at: Vector2(0, 2))
/// world.addCircle(radius: 0.5, on: ball, Material(density: 1, restitution: 0.6))
/// while world.motion(of: ball).position.y > 0.6 { world.step(1 / 50) }
/// ```
///
/// Lengths are metres, masses kilograms, times seconds, angles radians and counterclockwise. Bodies, fixtures and
/// joints are named by handles; using the handle of something that was removed is a programming error, which debug
/// builds catch. The same calls on a new world give the same motion, bit for bit.
///
/// A world is a value, and a copy of it a snapshot: it goes on as the original would, bit for bit, contacts, joints and
/// what the solver remembers included, and neither touches the other. Handles name the same things in both.
///
/// ```swift
/// let saved = world
/// for _ in 0..<50 { world.step(1 / 50) }
/// world = saved
/// ```
///
/// Memory is shared until one of the two changes, and then copied, which takes a fraction of a step's time. Copies may
/// be stepped on different threads.
public struct PhysicsWorld: Sendable {
  var memory: WorldMemory

  /// The contacts that began or ended in the last step, in Box2D's order.
  public internal(set) var contacts: [ContactEvent] = []

  /// More contacts than usually begin or end in a step.
  static let usualContactCount = 64

  /// Makes an empty world.
  ///
  /// - Parameter gravity: The acceleration of free fall, in metres per second squared.
  public init(gravity: Vector2) {
    memory = WorldMemory(gravity: gravity)
    contacts.reserveCapacity(Self.usualContactCount)
  }

  /// Empties the world; it is then as a new one, bit for bit, in memory that is used again.
  public mutating func removeAll() {
    cb2_world_clear(ownBox2D)
    contacts.removeAll(keepingCapacity: true)
  }

  /// Changes the acceleration of free fall.
  public mutating func setGravity(_ gravity: Vector2) { cb2_world_set_gravity(ownBox2D, gravity) }

  /// Lets time pass.
  ///
  /// - Parameters:
  ///   - seconds: How much; the same at each step, for Box2D warm-starts from the step before.
  ///   - velocityIterations: How often the solver goes over the velocities of contacts and joints.
  ///   - positionIterations: How often it goes over their positions.
  public mutating func step(_ seconds: Double, velocityIterations: Int = 8, positionIterations: Int = 3) {
    cb2_world_step(ownBox2D, Float(seconds), Int32(velocityIterations), Int32(positionIterations))
    collectContacts()
  }

  /// The nearest fixture between two points, sensors apart; `nil` if there is none.
  ///
  /// - Parameters:
  ///   - start: Where the ray begins; a fixture around this point is not hit.
  ///   - end: Where it ends; not `start`.
  ///   - categories: Fixtures none of whose categories is among these are passed through.
  public func castRay(from start: Vector2, to end: Vector2, against categories: UInt16 = 0xFFFF) -> RayHit? {
    precondition(start != end, "a ray from \(start) to \(end) has no direction")
    let hit = cb2_ray_cast(box2D, start, end, categories)
    return hit.isHit ? RayHit(hit) : nil
  }
}
