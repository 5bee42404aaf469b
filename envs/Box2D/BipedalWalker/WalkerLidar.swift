import CMath
import Physics2D

/// Ten rays from the hull's origin down and forwards.
struct WalkerLidar {
  static let rayCount = 10

  /// The distance along each ray to the ground, as a part of the range.
  private(set) var fractions = [10 of Float](repeating: 1)
  /// The end of each ray at full range, relative to its start.
  private var reaches = [10 of SIMD2<Double>](repeating: .zero)

  init(range: Double) {
    for ray in 0..<Self.rayCount {
      let angle = 1.5 * Double(ray) / 10
      reaches[ray] = SIMD2(palaestra_sin(angle) * range, -palaestra_cos(angle) * range)
    }
  }

  mutating func look(from origin: Vector2, in world: PhysicsWorld) {
    for ray in 0..<Self.rayCount {
      let hit = world.castRay(
        from: origin, to: end(of: ray, from: origin), against: WalkerRobot.groundFilter.category)
      fractions[ray] = hit?.fraction ?? 1
    }
  }

  /// The end of a ray that meets nothing.
  func end(of ray: Int, from origin: Vector2) -> Vector2 {
    Vector2(Double(origin.x) + reaches[ray].x, Double(origin.y) + reaches[ray].y)
  }
}
