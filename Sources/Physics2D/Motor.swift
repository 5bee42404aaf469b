/// A joint's drive: it holds a speed as long as that needs no more than its strength.
public struct Motor: Hashable, Sendable {
  /// The speed that it aims for: radians per second of a revolute joint, metres per second of a prismatic one.
  public var speed: Float
  /// The greatest torque, in newton metres, or force, in newtons.
  public var strength: Float

  /// Makes a motor.
  public init(speed: Float, strength: Float) {
    self.speed = speed
    self.strength = strength
  }
}
