import CBox2D

/// The one owner of its world, so that it may move between threads.
extension PhysicsWorld: @unchecked Sendable {}

extension PhysicsWorld {
  /// Brings the last step's contacts over.
  mutating func collectContacts() {
    let count = Int(cb2_contact_count(box2D))
    guard count > 0 || !contacts.isEmpty else { return }
    contacts.removeAll(keepingCapacity: true)
    withUnsafeTemporaryAllocation(of: CB2ContactEvent.self, capacity: count) { events in
      guard let start = events.baseAddress else { return }
      cb2_contacts_copy(box2D, start)
      for index in 0..<count { contacts.append(ContactEvent(start[index])) }
    }
  }

  func addPolygon(_ vertices: Span<Vector2>, on body: Body, _ definition: CB2FixtureDefinition) -> Fixture {
    vertices.withUnsafeBufferPointer {
      Fixture(cb2_polygon_add(box2D, body.raw, definition, $0.baseAddress, Int32($0.count)))
    }
  }
}
