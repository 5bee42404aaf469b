import CBox2D

/// Two fixtures that began or ceased to touch.
public struct ContactEvent: Hashable, Sendable {
  /// The beginning or the end of a contact.
  public enum Phase: Hashable, Sendable {
    /// They began to touch.
    case began
    /// They ceased to touch.
    case ended
  }

  /// The beginning or the end of the contact.
  public let phase: Phase
  /// One of the two; which one is Box2D's business, so that code asks for ``side(of:)``.
  public let a: ContactSide
  /// The other one of the two.
  public let b: ContactSide
  /// True if one of them is a sensor, which is touched but does not push.
  public let hasSensor: Bool

  /// Returns true if a body is one of the two.
  public func involves(_ body: Body) -> Bool { a.body == body || b.body == body }

  /// A body's own side, if it is one of the two.
  public func side(of body: Body) -> ContactSide? {
    a.body == body ? a : b.body == body ? b : nil
  }

  /// The side that a body touches, if it is one of the two.
  public func side(opposite body: Body) -> ContactSide? {
    a.body == body ? b : b.body == body ? a : nil
  }

  init(_ event: CB2ContactEvent) {
    phase = event.hasBegun ? .began : .ended
    a = ContactSide(event.a)
    b = ContactSide(event.b)
    hasSensor = event.hasSensor
  }
}

/// One fixture of a contact, or the one that a ray hits.
public struct ContactSide: Hashable, Sendable {
  /// The body.
  public let body: Body
  /// The body's tag.
  public let bodyTag: Int
  /// The fixture.
  public let fixture: Fixture
  /// The fixture's tag.
  public let fixtureTag: Int

  init(_ side: CB2ContactSide) {
    body = Body(side.body)
    bodyTag = Int(side.bodyTag)
    fixture = Fixture(side.fixture)
    fixtureTag = Int(side.fixtureTag)
  }
}
