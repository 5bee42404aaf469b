import CBox2D

/// The memory of a world of Box2D's, which copies of a ``PhysicsWorld`` share until one of them changes.
///
/// It is changed by its only owner alone, so that it may be read on several threads.
final class WorldMemory: @unchecked Sendable {
  fileprivate let box2D: OpaquePointer

  init(gravity: Vector2) {
    box2D = cb2_world_create(gravity)
    precondition(
      cb2_world_owns_memory(box2D),
      "Box2D keeps its memory to itself: the program was linked with another library than the shared libbox2d 2.4.1"
    )
  }

  init(copyOf other: WorldMemory) { box2D = cb2_world_copy(other.box2D) }

  deinit { cb2_world_free(box2D) }
}

extension PhysicsWorld {
  /// The world, to be read.
  var box2D: OpaquePointer { memory.box2D }

  /// The world, to be changed: this value's own.
  var ownBox2D: OpaquePointer {
    mutating get {
      if !isKnownUniquelyReferenced(&memory) { memory = WorldMemory(copyOf: memory) }
      return memory.box2D
    }
  }

  /// Brings the last step's contacts over.
  mutating func collectContacts() {
    let count = Int(cb2_contact_count(box2D))
    guard count > 0 || !contacts.isEmpty else { return }
    contacts.removeAll(keepingCapacity: true)
    // The array of a copy has no room of its own yet.
    contacts.reserveCapacity(Self.usualContactCount)
    withUnsafeTemporaryAllocation(of: CB2ContactEvent.self, capacity: count) { events in
      guard let start = events.baseAddress else { return }
      cb2_contacts_copy(box2D, start)
      for index in 0..<count { contacts.append(ContactEvent(start[index])) }
    }
  }

  mutating func addPolygon(_ vertices: Span<Vector2>, on body: Body, _ definition: CB2FixtureDefinition) -> Fixture
  {
    vertices.withUnsafeBufferPointer {
      Fixture(cb2_polygon_add(ownBox2D, body.raw, definition, $0.baseAddress, Int32($0.count)))
    }
  }
}
