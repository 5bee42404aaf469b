/// The density, friction and restitution of a fixture.
public struct Material: Hashable, Sendable {
  /// Mass per area, in kilograms per square metre; 0 adds no mass.
  public var density: Float
  /// Friction from 0 (none) on; of two touching fixtures the geometric mean counts.
  public var friction: Float
  /// Bounciness from 0 (none) to 1; of two touching fixtures the greater counts.
  public var restitution: Float

  /// Makes a material; the defaults are Box2D's.
  public init(density: Float = 0, friction: Float = 0.2, restitution: Float = 0) {
    self.density = density
    self.friction = friction
    self.restitution = restitution
  }
}

/// A filter of collisions: two fixtures collide if each one's category has a bit of the other's mask.
public struct CollisionFilter: Hashable, Sendable {
  /// The groups that the fixture belongs to, one bit each.
  public var category: UInt16
  /// The groups that it collides with.
  public var mask: UInt16

  /// Makes a filter; by default everything is in group 1 and collides with everything.
  public init(category: UInt16 = 1, mask: UInt16 = 0xFFFF) {
    self.category = category
    self.mask = mask
  }

  /// The filter of group 1 that collides with everything.
  public static let all = CollisionFilter()
}
