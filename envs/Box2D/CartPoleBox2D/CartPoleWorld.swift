import CMath
import Physics2D

/// A cart on a rail and a pole on a hinge, as bodies.
///
/// The bodies' origins are both at the hinge, on the rail. Nothing collides: fixtures are there for their masses.
struct CartPoleWorld {
  private let configuration: CartPoleBox2DConfiguration
  private var world: PhysicsWorld
  private var bodies: (cart: Body, pole: Body)?

  init(_ configuration: CartPoleBox2DConfiguration) {
    self.configuration = configuration
    world = PhysicsWorld(gravity: Vector2(0, -configuration.gravity))
    build(CartPole.State())
  }

  /// Builds everything anew in a state, so that nothing of the past remains in the joints.
  mutating func build(_ state: CartPole.State) {
    world.removeAll()
    let ground = world.addBody(.static)
    let cart = addCart()
    let pole = addPole()
    set(state, cart, pole)
    let stop = Float(configuration.stopPosition)
    _ = world.addPrismaticJoint(
      between: ground, and: cart, axis: Vector2(1, 0), referenceAngle: 0, limits: -stop...stop)
    _ = world.addRevoluteJoint(between: cart, and: pole, referenceAngle: 0)
    bodies = (cart, pole)
  }

  /// A box that the rail keeps from turning.
  private mutating func addCart() -> Body {
    let cart = world.addBody(.dynamic, isRotationFixed: true, canSleep: false)
    let (halfWidth, halfHeight) = (0.25, 0.15)
    let density = configuration.cartMass / (4 * halfWidth * halfHeight)
    world.addBox(
      halfWidth: Float(halfWidth), halfHeight: Float(halfHeight), on: cart, Material(density: Float(density)),
      filter: Self.nothing)
    return cart
  }

  /// A box whose diagonal is the pole's length, so that it turns as hard as a rod without width.
  private mutating func addPole() -> Body {
    let pole = world.addBody(.dynamic, canSleep: false)
    let length = configuration.halfPoleLength
    let halfWidth = 0.05 * length
    let halfHeight = (length * length - halfWidth * halfWidth).squareRoot()
    let density = configuration.poleMass / (4 * halfWidth * halfHeight)
    world.addBox(
      halfWidth: Float(halfWidth), halfHeight: Float(halfHeight), center: Vector2(0, length), on: pole,
      Material(density: Float(density)), filter: Self.nothing)
    return pole
  }

  private static let nothing = CollisionFilter(category: 1, mask: 0)

  private mutating func set(_ state: CartPole.State, _ cart: Body, _ pole: Body) {
    let (sine, cosine) = { ($0.sine, $0.cosine) }(palaestra_sincos(state.angle))
    let position = Vector2(state.position, 0)
    // The velocity of the pole's middle, which goes around the hinge clockwise at positive speeds.
    let swing = configuration.halfPoleLength * state.angularVelocity
    world.set(BodyMotion(position: position, linearVelocity: Vector2(state.velocity, 0)), of: cart)
    world.set(
      BodyMotion(
        position: position, angle: Float(-state.angle),
        linearVelocity: Vector2(state.velocity + swing * cosine, -swing * sine),
        angularVelocity: Float(-state.angularVelocity)), of: pole)
  }

  /// The state of cart and pole.
  var state: CartPole.State {
    guard let bodies else { preconditionFailure("a world has bodies from its making on") }
    let (cart, pole) = (world.motion(of: bodies.cart), world.motion(of: bodies.pole))
    return CartPole.State(
      position: Double(cart.position.x), velocity: Double(cart.linearVelocity.x), angle: -Double(pole.angle),
      angularVelocity: -Double(pole.angularVelocity))
  }

  /// Pushes the cart for one time step.
  mutating func step(force: Double) {
    guard let bodies else { preconditionFailure("a world has bodies from its making on") }
    let seconds = configuration.timeStep / Double(configuration.substeps)
    for _ in 0..<configuration.substeps {
      world.apply(force: Vector2(force, 0), to: bodies.cart)
      world.step(
        seconds, velocityIterations: configuration.velocityIterations,
        positionIterations: configuration.positionIterations)
    }
  }
}
