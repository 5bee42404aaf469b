import CBox2D

extension PhysicsWorld {
  /// Adds a body without fixtures.
  ///
  /// - Parameters:
  ///   - kind: Whether it moves.
  ///   - position: Where its origin is.
  ///   - angle: How far it is turned.
  ///   - linearDamping: How quickly the velocity dies away, per second.
  ///   - angularDamping: How quickly the angular velocity dies away, per second.
  ///   - isRotationFixed: Whether it never turns.
  ///   - isBullet: Whether it is kept from passing through other moving bodies, at a price.
  ///   - canSleep: Whether it is left out of the simulation while it rests.
  ///   - tag: A number of the caller's, found again in contacts and ray hits.
  public mutating func addBody(
    _ kind: Body.Kind, at position: Vector2 = .zero, angle: Float = 0, linearDamping: Float = 0,
    angularDamping: Float = 0, isRotationFixed: Bool = false, isBullet: Bool = false, canSleep: Bool = true,
    tag: Int = 0
  ) -> Body {
    Body(
      cb2_body_add(
        ownBox2D,
        CB2BodyDefinition(
          kind: kind.raw, position: position, angle: angle, linearDamping: linearDamping,
          angularDamping: angularDamping, isRotationFixed: isRotationFixed, isBullet: isBullet, canSleep: canSleep,
          tag: Int64(tag))))
  }

  /// Removes a body with its fixtures and joints.
  public mutating func remove(_ body: Body) {
    check(body)
    cb2_body_remove(ownBox2D, body.raw)
  }

  /// Returns true if a handle names a body of this world.
  public func contains(_ body: Body) -> Bool { cb2_body_is_alive(box2D, body.raw) }

  /// The position, angle and velocities of a body.
  public func motion(of body: Body) -> BodyMotion {
    check(body)
    let motion = cb2_body_motion(box2D, body.raw)
    return BodyMotion(
      position: motion.position, angle: motion.angle, linearVelocity: motion.linearVelocity,
      angularVelocity: motion.angularVelocity)
  }

  /// Puts a body somewhere and gives it a velocity.
  public mutating func set(_ motion: BodyMotion, of body: Body) {
    check(body)
    cb2_body_set_motion(
      ownBox2D, body.raw,
      CB2Motion(
        position: motion.position, angle: motion.angle, linearVelocity: motion.linearVelocity,
        angularVelocity: motion.angularVelocity))
  }

  /// Gives a body a velocity.
  public mutating func setVelocity(_ linear: Vector2, angular: Float, of body: Body) {
    check(body)
    cb2_body_set_velocity(ownBox2D, body.raw, linear, angular)
  }

  /// Returns true if a body is simulated; one that has rested for half a second falls asleep.
  public func isAwake(_ body: Body) -> Bool {
    check(body)
    return cb2_body_is_awake(box2D, body.raw)
  }

  /// Wakes a body or puts it to sleep, which stops it.
  public mutating func setAwake(_ isAwake: Bool, _ body: Body) {
    check(body)
    cb2_body_set_awake(ownBox2D, body.raw, isAwake)
  }

  /// The mass of a body's fixtures, in kilograms.
  public func mass(of body: Body) -> Float {
    check(body)
    return cb2_body_mass(box2D, body.raw)
  }

  /// The moment of inertia about a body's origin, in kilogram square metres.
  public func inertia(of body: Body) -> Float {
    check(body)
    return cb2_body_inertia(box2D, body.raw)
  }

  /// The position of a body's centre of mass.
  public func centerOfMass(of body: Body) -> Vector2 {
    check(body)
    return cb2_body_center(box2D, body.raw)
  }

  /// The position in the world of a point in a body's own coordinates.
  public func worldPoint(_ local: Vector2, of body: Body) -> Vector2 {
    check(body)
    return cb2_body_world_point(box2D, body.raw, local)
  }

  /// The direction in the world of a direction in a body's own coordinates.
  public func worldVector(_ local: Vector2, of body: Body) -> Vector2 {
    check(body)
    return cb2_body_world_vector(box2D, body.raw, local)
  }

  /// The position in a body's own coordinates of a point of the world.
  public func localPoint(_ point: Vector2, of body: Body) -> Vector2 {
    check(body)
    return cb2_body_local_point(box2D, body.raw, point)
  }

  /// The direction in a body's own coordinates of a direction in the world.
  public func localVector(_ vector: Vector2, of body: Body) -> Vector2 {
    check(body)
    return cb2_body_local_vector(box2D, body.raw, vector)
  }

  /// The velocity of the point of a body that is at `point`, in metres per second.
  public func velocity(at point: Vector2, of body: Body) -> Vector2 {
    check(body)
    return cb2_body_velocity_at(box2D, body.raw, point)
  }

  func check(_ body: Body) {
    assert(contains(body), "\(body) was removed from its world, or is of another one")
  }
}

extension Body.Kind {
  fileprivate var raw: CB2Kind {
    switch self {
    case .static: CB2KindStatic
    case .kinematic: CB2KindKinematic
    case .dynamic: CB2KindDynamic
    }
  }
}
