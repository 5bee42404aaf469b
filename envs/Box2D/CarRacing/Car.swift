import Physics2D

/// The shapes that a car is made of, in the units of the physics and around the hull's origin.
enum CarShape {
  /// The scale of the drawing that the car was traced from, in units of the physics.
  static let scale = 0.02

  /// Bumper, nose, body and tail, each convex; the corners of all run clockwise.
  static let hull: [[Vector2]] = [
    [(-60, 130), (60, 130), (60, 110), (-60, 110)],
    [(-15, 120), (15, 120), (20, 20), (-20, 20)],
    [(25, 20), (50, -10), (50, -40), (20, -90), (-20, -90), (-50, -40), (-50, -10), (-25, 20)],
    [(-50, -90), (50, -90), (50, -120), (-50, -120)],
  ].map { $0.map { Vector2($0.0 * scale, $0.1 * scale) } }

  /// A wheel, clockwise.
  static let wheel: [Vector2] = [(-14, 27), (14, 27), (14, -27), (-14, -27)].map {
    Vector2($0.0 * scale, $0.1 * scale)
  }

  /// The places of the wheels: front left, front right, rear left, rear right.
  static let axles: [SIMD2<Double>] = [(-55, 80), (55, 80), (-55, -82), (55, -82)].map {
    SIMD2($0.0 * scale, $0.1 * scale)
  }
}

/// The state of a car: the motion of its hull, and the state of its wheels.
public struct CarState: Equatable, Sendable {
  /// The hull; its origin lies between the wheels.
  public var hull = BodyMotion(position: .zero)
  /// The wheels: front left, front right, rear left, rear right.
  public var wheels = [4 of Wheel](repeating: Wheel())

  /// A car at rest in the middle of the field.
  public init() {}

  /// True if both are equal in every number.
  public static func == (a: CarState, b: CarState) -> Bool {
    a.hull == b.hull && a.wheels.indices.allSatisfy { a.wheels[$0] == b.wheels[$0] }
  }

  /// The speed of the hull.
  public var speed: Double {
    let velocity = SIMD2<Double>(hull.linearVelocity)
    return (velocity.x * velocity.x + velocity.y * velocity.y).squareRoot()
  }
}

/// A car in a world: a hull on four wheels, the front ones steered, the rear ones driven.
struct Car {
  /// The tags of the bodies.
  enum Tag {
    static let road = 0
    static let hull = 1
    static let firstWheel = 2
  }

  private let hull: Body
  private let wheels: [4 of Body]
  private let joints: [4 of RevoluteJoint]
  private(set) var state = CarState()

  /// Adds a car to a world.
  ///
  /// The wheels are put beside the hull as if it were not turned; the first step pulls them into place.
  init(at position: SIMD2<Double>, heading: Double, in world: inout PhysicsWorld) {
    hull = Self.addHull(at: position, heading: heading, to: &world)
    wheels = [4 of Body] { Self.addWheel($0, at: position, heading: heading, to: &world) }
    let (hull, wheels) = (hull, wheels)
    let motor = Motor(speed: 0, strength: Float(180 * 900 * CarShape.scale * CarShape.scale))
    joints = [4 of RevoluteJoint] { index in
      world.addRevoluteJoint(
        between: hull, and: wheels[index], anchorA: Vector2(CarShape.axles[index]), limits: -0.4...0.4, motor: motor
      )
    }
    read(from: world)
  }

  private static func addHull(
    at position: SIMD2<Double>, heading: Double, to world: inout PhysicsWorld
  ) -> Body {
    let body = world.addBody(.dynamic, at: Vector2(position), angle: Float(heading), tag: Tag.hull)
    for index in CarShape.hull.indices { world.addPolygon(CarShape.hull[index], on: body, Material(density: 1)) }
    return body
  }

  private static func addWheel(
    _ index: Int, at position: SIMD2<Double>, heading: Double, to world: inout PhysicsWorld
  ) -> Body {
    let body = world.addBody(
      .dynamic, at: Vector2(position + CarShape.axles[index]), angle: Float(heading), tag: Tag.firstWheel + index)
    world.addPolygon(
      CarShape.wheel, on: body, Material(density: 0.1),
      filter: CollisionFilter(category: 0x20, mask: 1))
    return body
  }

  /// Hands a driver's command to the wheels.
  mutating func take(_ command: DrivingCommand) {
    for index in 0..<2 { state.wheels[index].steeringTarget = command.steering }
    for index in 2..<4 { state.wheels[index].press(gas: command.gas) }
    for index in 0..<4 { state.wheels[index].brake = command.brake }
  }

  /// Lets steering motors, engine, brakes and ground act on the bodies of a world that is stepped next.
  mutating func push(_ seconds: Double, _ grip: Grip, in world: inout PhysicsWorld, marks: inout SkidMarks) {
    for index in 0..<4 {
      world.setMotorSpeed(state.wheels[index].steeringSpeed, of: joints[index])
      world.useLimitsIfReached(of: joints[index])
      let body = wheels[index]
      let push = state.wheels[index].roll(
        seconds, grip, forward: world.worldVector(Vector2(0, 1), of: body),
        sideways: world.worldVector(Vector2(1, 0), of: body))
      let wheel = state.wheels[index]
      marks.note(wheel: index, at: wheel.motion.position, isOnGrass: wheel.tileCount == 0, skids: push.skids)
      world.apply(force: push.force, to: body)
    }
  }

  /// Reads where the bodies have come to.
  mutating func read(from world: PhysicsWorld) {
    state.hull = world.motion(of: hull)
    for index in 0..<4 {
      state.wheels[index].motion = world.motion(of: wheels[index])
      state.wheels[index].steeringAngle = world.angle(of: joints[index])
    }
  }

  /// Puts the bodies where a state has them.
  mutating func set(_ state: CarState, in world: inout PhysicsWorld) {
    let counts = [4 of Int] { self.state.wheels[$0].tileCount }
    self.state = state
    world.set(state.hull, of: hull)
    for index in 0..<4 {
      world.set(state.wheels[index].motion, of: wheels[index])
      // Which tiles a wheel touches is known by the world alone.
      self.state.wheels[index].tileCount = counts[index]
    }
    read(from: world)
  }

  /// Counts a tile that a wheel has come upon or left.
  mutating func count(_ change: Int, onWheel index: Int) { state.wheels[index].tileCount += change }
}
