import CBox2D

/// Forces act during the next step, impulses at once; both wake the body.
extension PhysicsWorld {
  /// Pushes a body at its centre of mass, in newtons.
  public mutating func apply(force: Vector2, to body: Body) {
    check(body)
    cb2_body_apply_central_force(ownBox2D, body.raw, force)
  }

  /// Pushes a body at a point of the world, in newtons.
  public mutating func apply(force: Vector2, to body: Body, at point: Vector2) {
    check(body)
    cb2_body_apply_force(ownBox2D, body.raw, force, point)
  }

  /// Turns a body, in newton metres.
  public mutating func apply(torque: Float, to body: Body) {
    check(body)
    cb2_body_apply_torque(ownBox2D, body.raw, torque)
  }

  /// Knocks a body at its centre of mass, in newton seconds.
  public mutating func apply(impulse: Vector2, to body: Body) {
    check(body)
    cb2_body_apply_central_impulse(ownBox2D, body.raw, impulse)
  }

  /// Knocks a body at a point of the world, in newton seconds.
  public mutating func apply(impulse: Vector2, to body: Body, at point: Vector2) {
    check(body)
    cb2_body_apply_impulse(ownBox2D, body.raw, impulse, point)
  }

  /// Knocks a body into turning, in newton metre seconds.
  public mutating func apply(angularImpulse: Float, to body: Body) {
    check(body)
    cb2_body_apply_angular_impulse(ownBox2D, body.raw, angularImpulse)
  }
}
