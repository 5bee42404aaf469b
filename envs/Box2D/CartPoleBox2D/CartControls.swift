import Simulation

/// A control scheme of a cart: whole pushes to either side, or measured ones.
public protocol CartControls: SendableMetatype {
  /// The space of actions.
  associatedtype ActionSpace: Space

  /// True if pushes are numbers.
  static var isContinuous: Bool { get }
  /// The space of actions.
  static var actionSpace: ActionSpace { get }

  /// The push of an action, from -1 (left) to 1 (right), as a part of the greatest.
  static func push(for action: Span<ActionSpace.Scalar>) -> Double
  /// The action that comes nearest to a push.
  static func action(for push: Double) -> ActionSpace.Scalar
}

/// The whole force to one side or the other: 0 pushes left, 1 pushes right.
public enum WholePushes: CartControls {
  /// False: actions are categories.
  public static var isContinuous: Bool { false }
  /// The space of pushes: left or right.
  public static var actionSpace: Discrete { Discrete(2) }

  /// Pushes with all force.
  public static func push(for action: Span<Int>) -> Double {
    assert(actionSpace.contains(action), "\(action[0]) is neither 0 (left) nor 1 (right)")
    return Double(2 * action[0] - 1)
  }
  /// The side to push to.
  public static func action(for push: Double) -> Int { push > 0 ? 1 : 0 }
}

/// A part of the force, from -1 to 1.
public enum MeasuredPushes: CartControls {
  /// True: pushes are numbers.
  public static var isContinuous: Bool { true }
  /// The space of pushes: one number.
  public static var actionSpace: Box<Float> { Box(low: -1, high: 1, shape: [1]) }

  /// Takes the number, clipped to ±1; NaN pushes nowhere.
  public static func push(for action: Span<Float>) -> Double { Double(min(max(action[0].orZeroIfNaN, -1), 1)) }
  /// The push itself, clipped to ±1.
  public static func action(for push: Double) -> Float { Float(min(max(push, -1), 1)) }
}
