import CBox2D

/// Hinges between two bodies.
extension PhysicsWorld {
  /// Joins two bodies by a hinge.
  ///
  /// - Parameters:
  ///   - bodyA: The body against which the angle is measured.
  ///   - bodyB: The body whose angle is measured.
  ///   - anchorA: The hinge in the coordinates of `bodyA`.
  ///   - anchorB: The hinge in the coordinates of `bodyB`.
  ///   - referenceAngle: The angle of `bodyB` minus that of `bodyA` where the joint's angle is 0; `nil` takes the
  ///     bodies as they stand, as Box2D's Python binding does.
  ///   - limits: The least and the greatest angle, in radians; `nil` lets the joint turn freely.
  ///   - motor: What drives the joint, if anything.
  public mutating func addRevoluteJoint(
    between bodyA: Body, and bodyB: Body, anchorA: Vector2 = .zero, anchorB: Vector2 = .zero,
    referenceAngle: Float? = nil, limits: ClosedRange<Float>? = nil, motor: Motor? = nil
  ) -> RevoluteJoint {
    let reference = referenceAngle ?? angle(of: bodyB, against: bodyA)
    return RevoluteJoint(
      cb2_revolute_add(
        ownBox2D, CB2JointDefinition(bodyA, bodyB, anchorA, anchorB, .zero, reference, limits, motor)))
  }

  /// The angle of the second body against the first, from the reference angle on.
  public func angle(of joint: RevoluteJoint) -> Float {
    check(joint)
    return cb2_revolute_angle(box2D, joint.raw)
  }

  /// The angular velocity of the second body against the first, in radians per second.
  public func speed(of joint: RevoluteJoint) -> Float {
    check(joint)
    return cb2_revolute_speed(box2D, joint.raw)
  }

  /// Changes the motor of a joint that was made with one.
  public mutating func setMotor(_ motor: Motor, of joint: RevoluteJoint) {
    check(joint)
    cb2_revolute_set_motor(ownBox2D, joint.raw, motor.speed, motor.strength)
  }

  /// Changes the speed that a joint's motor aims for.
  public mutating func setMotorSpeed(_ speed: Float, of joint: RevoluteJoint) {
    check(joint)
    cb2_revolute_set_motor_speed(ownBox2D, joint.raw, speed)
  }

  /// Lets the limits of a joint act in the next step only if its angle has reached one of them by now.
  ///
  /// Called before each step, it gives a joint the limits of Box2D 2.3, which the angle passes by what it turns in one
  /// step before they stop it. Those of 2.4 slow the joint down in time.
  public mutating func useLimitsIfReached(of joint: RevoluteJoint) {
    check(joint)
    cb2_revolute_use_limits_if_reached(ownBox2D, joint.raw)
  }

  /// Takes two bodies apart.
  public mutating func remove(_ joint: RevoluteJoint) {
    check(joint)
    cb2_joint_remove(ownBox2D, joint.raw)
  }
}

/// Rails between two bodies.
extension PhysicsWorld {
  /// Joins two bodies by a rail.
  ///
  /// - Parameters:
  ///   - bodyA: The body that the rail is fixed to.
  ///   - bodyB: The body that slides.
  ///   - anchorA: The rail's origin in the coordinates of `bodyA`.
  ///   - anchorB: The point of `bodyB` that slides on the rail.
  ///   - axis: The rail's direction in the coordinates of `bodyA`.
  ///   - referenceAngle: The angle of `bodyB` minus that of `bodyA`, which the joint keeps; `nil` takes the bodies
  ///     as they stand.
  ///   - limits: The least and the greatest translation, in metres; `nil` lets the body slide freely.
  ///   - motor: What drives the joint, if anything.
  public mutating func addPrismaticJoint(
    between bodyA: Body, and bodyB: Body, anchorA: Vector2 = .zero, anchorB: Vector2 = .zero, axis: Vector2,
    referenceAngle: Float? = nil, limits: ClosedRange<Float>? = nil, motor: Motor? = nil
  ) -> PrismaticJoint {
    precondition(axis.length > 0, "a rail along \(axis) has no direction")
    let reference = referenceAngle ?? angle(of: bodyB, against: bodyA)
    return PrismaticJoint(
      cb2_prismatic_add(
        ownBox2D, CB2JointDefinition(bodyA, bodyB, anchorA, anchorB, axis, reference, limits, motor)))
  }

  /// The translation of the second body along the rail, in metres.
  public func translation(of joint: PrismaticJoint) -> Float {
    check(joint)
    return cb2_prismatic_translation(box2D, joint.raw)
  }

  /// The speed of the second body along the rail, in metres per second.
  public func speed(of joint: PrismaticJoint) -> Float {
    check(joint)
    return cb2_prismatic_speed(box2D, joint.raw)
  }

  /// Changes the motor of a joint that was made with one.
  public mutating func setMotor(_ motor: Motor, of joint: PrismaticJoint) {
    check(joint)
    cb2_prismatic_set_motor(ownBox2D, joint.raw, motor.speed, motor.strength)
  }

  /// Changes the speed that a joint's motor aims for.
  public mutating func setMotorSpeed(_ speed: Float, of joint: PrismaticJoint) {
    check(joint)
    cb2_prismatic_set_motor_speed(ownBox2D, joint.raw, speed)
  }

  /// Takes two bodies apart.
  public mutating func remove(_ joint: PrismaticJoint) {
    check(joint)
    cb2_joint_remove(ownBox2D, joint.raw)
  }
}

extension PhysicsWorld {
  private func angle(of bodyB: Body, against bodyA: Body) -> Float {
    motion(of: bodyB).angle - motion(of: bodyA).angle
  }

  private func check(_ joint: some Handle) {
    assert(cb2_joint_is_alive(box2D, joint.raw), "\(joint) was removed from its world, or is of another one")
  }
}

extension CB2JointDefinition {
  fileprivate init(
    _ bodyA: Body, _ bodyB: Body, _ anchorA: Vector2, _ anchorB: Vector2, _ axis: Vector2, _ referenceAngle: Float,
    _ limits: ClosedRange<Float>?, _ motor: Motor?
  ) {
    self.init(
      bodyA: bodyA.raw, bodyB: bodyB.raw, anchorA: anchorA, anchorB: anchorB, axis: axis,
      referenceAngle: referenceAngle, hasLimits: limits != nil, lower: limits?.lowerBound ?? 0,
      upper: limits?.upperBound ?? 0, hasMotor: motor != nil, motorSpeed: motor?.speed ?? 0,
      motorEffort: motor?.strength ?? 0)
  }
}
