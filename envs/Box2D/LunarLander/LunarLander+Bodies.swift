import Physics2D

/// The motions of a lander's bodies, and the contacts of its legs.
public struct LanderBodies: Equatable, Sendable {
  /// The hull.
  public var hull: BodyMotion
  /// The leg that Gymnasium makes first, on the right.
  public var firstLeg: BodyMotion
  /// The leg that Gymnasium makes second, on the left.
  public var secondLeg: BodyMotion
  /// True while the first leg touches the ground.
  public var firstLegTouches: Bool
  /// True while the second leg touches the ground.
  public var secondLegTouches: Bool

  /// Makes a state of the bodies.
  public init(
    hull: BodyMotion, firstLeg: BodyMotion, secondLeg: BodyMotion, firstLegTouches: Bool = false,
    secondLegTouches: Bool = false
  ) {
    self.hull = hull
    self.firstLeg = firstLeg
    self.secondLeg = secondLeg
    self.firstLegTouches = firstLegTouches
    self.secondLegTouches = secondLegTouches
  }
}

extension Lander {
  /// The state of the bodies; setting it lets the episode go on from there.
  ///
  /// The next reward counts from the state that is set. What Box2D remembers of contacts and joints is not part of
  /// this, so that a state with a leg on the ground does not go on quite as the one it was read from.
  public var bodies: LanderBodies {
    get {
      LanderBodies(
        hull: world.hull, firstLeg: world.leg(0), secondLeg: world.leg(1), firstLegTouches: world.legContacts[0],
        secondLegTouches: world.legContacts[1])
    }
    set {
      world.set(
        hull: newValue.hull, legs: [newValue.firstLeg, newValue.secondLeg],
        contacts: [newValue.firstLegTouches, newValue.secondLegTouches])
      previousShaping = LanderState(world).shaping
    }
  }
}
