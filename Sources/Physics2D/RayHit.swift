import CBox2D

/// The nearest fixture on a ray.
public struct RayHit: Hashable, Sendable {
  /// The fraction of the ray up to the hit, from 0 at its start to 1 at its end.
  public let fraction: Float
  /// The point that is hit.
  public let point: Vector2
  /// The surface's normal there, of length 1.
  public let normal: Vector2
  /// The fixture that is hit, and its body.
  public let side: ContactSide

  init(_ hit: CB2RayHit) {
    fraction = hit.fraction
    point = hit.point
    normal = hit.normal
    side = ContactSide(hit.side)
  }
}
