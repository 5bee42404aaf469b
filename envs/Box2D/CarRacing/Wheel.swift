import Physics2D

/// A wheel of a car: a small body on a hinge, and what turns it.
public struct Wheel: Equatable, Sendable {
  /// The position, angle and velocities of the wheel.
  public var motion = BodyMotion(position: .zero)
  /// The angle against the hull, in radians, positive to the left.
  public var steeringAngle: Float = 0
  /// The angular velocity about the axle, in radians per second.
  public var spin = 0.0
  /// The angle that it has rolled, in radians.
  public var phase = 0.0
  /// The position of the gas pedal as the wheel gets it, which rises by at most 0.1 a step.
  public var gas = 0.0
  /// The position of the brake pedal.
  public var brake = 0.0
  /// The steering angle that it turns towards, in radians.
  public var steeringTarget = 0.0
  /// The number of tiles of the road that it touches; with none it is on the grass.
  public internal(set) var tileCount = 0

  /// The distance from the axle to the ground.
  public static let radius = 27 * CarShape.scale
  /// Half the width.
  public static let halfWidth = 14 * CarShape.scale

  /// A wheel at rest.
  public init() {}
}

/// The parameters of the forces between wheels and ground.
struct Grip {
  /// The power of the engine.
  var enginePower: Double
  /// The deceleration of a wheel by full brakes, in radians per second and step.
  var brakeForce: Double
  /// The friction of the road, as a part of the greatest force.
  var road: Double
  /// The friction of the grass, as a part of the greatest force.
  var grass: Double

  /// A wheel's moment of inertia.
  static let inertia = 4000 * CarShape.scale * CarShape.scale
  /// The greatest force between a wheel and the ground.
  static let greatestForce = 1_000_000 * CarShape.scale * CarShape.scale
  /// The force for each unit of slip speed, before the limit; it only keeps wheels from swinging at rest.
  static let stiffness = 205_000 * CarShape.scale * CarShape.scale
}

extension Wheel {
  /// The push of a wheel on the car in one step.
  struct Push {
    var force: Vector2
    /// True if the wheel slides so hard that it leaves a trace.
    var skids: Bool
  }

  /// Turns the wheel by gas, brake and ground, in the order of Gymnasium's operations.
  ///
  /// The wheel rolls `forward` and slides `sideways`, both directions of length one.
  mutating func roll(_ seconds: Double, _ grip: Grip, forward: Vector2, sideways: Vector2) -> Push {
    let (forwardX, forwardY) = (Double(forward.x), Double(forward.y))
    let (sideX, sideY) = (Double(sideways.x), Double(sideways.y))
    let (velocityX, velocityY) = (Double(motion.linearVelocity.x), Double(motion.linearVelocity.y))
    let forwardSpeed = forwardX * velocityX + forwardY * velocityY
    let sideSpeed = sideX * velocityX + sideY * velocityY
    accelerate(seconds, grip)
    phase += spin * seconds

    var along = (-forwardSpeed + spin * Self.radius) * Grip.stiffness
    var across = -sideSpeed * Grip.stiffness
    let force = (along * along + across * across).squareRoot()
    let limit = max(Grip.greatestForce * grip.grass, tileCount > 0 ? Grip.greatestForce * grip.road : 0)
    if force > limit {
      along = along / force * limit
      across = across / force * limit
    }
    spin -= seconds * along * Self.radius / Grip.inertia
    return Push(
      force: Vector2(across * sideX + along * forwardX, across * sideY + along * forwardY),
      skids: force > 2 * limit)
  }

  private mutating func accelerate(_ seconds: Double, _ grip: Grip) {
    // The 5 keeps a wheel at rest from infinite force: power is force times speed.
    spin += seconds * grip.enginePower * gas / Grip.inertia / (abs(spin) + 5)
    if brake >= 0.9 {
      spin = 0
    } else if brake > 0 {
      let slowing = min(grip.brakeForce * brake, abs(spin))
      spin += spin > 0 ? -slowing : slowing
    }
  }

  /// The target speed of the wheel's hinge, in radians per second.
  var steeringSpeed: Float {
    let error = steeringTarget - Double(steeringAngle)
    let speed = min(50 * abs(error), 3)
    return Float(error > 0 ? speed : error < 0 ? -speed : 0)
  }

  /// Presses the gas as far as a step allows; letting go of it acts at once.
  mutating func press(gas wanted: Double) { gas += min(wanted - gas, 0.1) }
}
