import CBox2D
import Spans

/// Fixtures give a body its shape and its mass; positions are in the body's own coordinates.
extension PhysicsWorld {
  /// Adds a line that collides on both sides and has no mass.
  @discardableResult
  public mutating func addEdge(
    from start: Vector2, to end: Vector2, on body: Body, _ material: Material = Material(),
    filter: CollisionFilter = .all, isSensor: Bool = false, tag: Int = 0
  ) -> Fixture {
    check(body)
    precondition(start != end, "an edge from \(start) to \(end) has no length")
    return Fixture(
      cb2_edge_add(ownBox2D, body.raw, CB2FixtureDefinition(material, filter, isSensor, tag), start, end))
  }

  /// Adds the convex hull of some points.
  ///
  /// - Precondition: There are 3 to 8 points, and they do not lie on one line.
  @discardableResult
  public mutating func addPolygon(
    _ vertices: [Vector2], on body: Body, _ material: Material = Material(), filter: CollisionFilter = .all,
    isSensor: Bool = false, tag: Int = 0
  ) -> Fixture {
    vertices.withSpan { addPolygon($0, on: body, material, filter: filter, isSensor: isSensor, tag: tag) }
  }

  /// Adds the convex hull of some points, which may lie in an `InlineArray` or any other memory.
  ///
  /// - Precondition: There are 3 to 8 points, and they do not lie on one line.
  @discardableResult
  public mutating func addPolygon(
    _ vertices: Span<Vector2>, on body: Body, _ material: Material = Material(), filter: CollisionFilter = .all,
    isSensor: Bool = false, tag: Int = 0
  ) -> Fixture {
    check(body)
    precondition((3...8).contains(vertices.count), "a polygon has 3 to 8 corners, not \(vertices.count)")
    precondition(Self.spansArea(vertices), "the corners of a polygon lie on one line")
    return addPolygon(vertices, on: body, CB2FixtureDefinition(material, filter, isSensor, tag))
  }

  /// Adds a rectangle.
  @discardableResult
  public mutating func addBox(
    halfWidth: Float, halfHeight: Float, center: Vector2 = .zero, angle: Float = 0, on body: Body,
    _ material: Material = Material(), filter: CollisionFilter = .all, isSensor: Bool = false, tag: Int = 0
  ) -> Fixture {
    check(body)
    precondition(
      halfWidth > 0 && halfHeight > 0, "a box of half sizes \(halfWidth) and \(halfHeight) has no area")
    let definition = CB2FixtureDefinition(material, filter, isSensor, tag)
    return Fixture(cb2_box_add(ownBox2D, body.raw, definition, halfWidth, halfHeight, center, angle))
  }

  /// Adds a disc.
  @discardableResult
  public mutating func addCircle(
    radius: Float, center: Vector2 = .zero, on body: Body, _ material: Material = Material(),
    filter: CollisionFilter = .all, isSensor: Bool = false, tag: Int = 0
  ) -> Fixture {
    check(body)
    precondition(radius > 0, "a circle of radius \(radius) has no area")
    let definition = CB2FixtureDefinition(material, filter, isSensor, tag)
    return Fixture(cb2_circle_add(ownBox2D, body.raw, definition, center, radius))
  }

  /// Removes a fixture from its body, whose mass changes.
  public mutating func remove(_ fixture: Fixture) {
    check(fixture)
    cb2_fixture_remove(ownBox2D, fixture.raw)
  }

  /// Changes a fixture's friction, for contacts that begin from now on.
  public mutating func setFriction(_ friction: Float, of fixture: Fixture) {
    check(fixture)
    cb2_fixture_set_friction(ownBox2D, fixture.raw, friction)
  }

  private func check(_ fixture: Fixture) {
    assert(
      cb2_fixture_is_alive(box2D, fixture.raw), "\(fixture) was removed from its world, or is of another one")
  }

  /// Returns true if the first corner and some two neighbouring ones span a triangle with an area.
  private static func spansArea(_ vertices: Span<Vector2>) -> Bool {
    for index in 2..<vertices.count {
      let (first, second) = (vertices[index - 1] - vertices[0], vertices[index] - vertices[0])
      if abs(first.x * second.y - first.y * second.x) > 1e-7 { return true }
    }
    return false
  }
}

extension CB2FixtureDefinition {
  fileprivate init(_ material: Material, _ filter: CollisionFilter, _ isSensor: Bool, _ tag: Int) {
    self.init(
      density: material.density, friction: material.friction, restitution: material.restitution,
      category: filter.category, mask: filter.mask, isSensor: isSensor, tag: Int64(tag))
  }
}
