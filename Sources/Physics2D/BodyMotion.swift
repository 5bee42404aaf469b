/// The position, angle and velocities of a body.
public struct BodyMotion: Hashable, Sendable {
  /// The body's origin, in metres; the centre of mass may lie elsewhere.
  public var position: Vector2
  /// The angle, in radians, counterclockwise; it is not wrapped.
  public var angle: Float
  /// The velocity of the centre of mass, in metres per second.
  public var linearVelocity: Vector2
  /// The angular velocity, in radians per second.
  public var angularVelocity: Float

  /// Makes a motion.
  public init(
    position: Vector2, angle: Float = 0, linearVelocity: Vector2 = .zero, angularVelocity: Float = 0
  ) {
    self.position = position
    self.angle = angle
    self.linearVelocity = linearVelocity
    self.angularVelocity = angularVelocity
  }
}
