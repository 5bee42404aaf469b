import Simulation

/// A control scheme of a lander's engines: switched, or throttled.
public protocol LanderControls: SendableMetatype {
  /// The space of actions.
  associatedtype ActionSpace: Space

  /// True if commands are numbers.
  static var isContinuous: Bool { get }
  /// The space of actions.
  static var actionSpace: ActionSpace { get }

  /// The thrust that an action commands.
  static func thrust(for action: Span<ActionSpace.Scalar>) -> LanderThrust
}

/// The thrust of a lander's engines during a step.
public struct LanderThrust: Equatable, Sendable {
  /// The power of the main engine, from 0.5 to 1; 0 if it is off.
  public var main: Double
  /// The power of the side engine that fires, from 0.5 to 1; 0 if both are off.
  public var side: Double
  /// The side engine that fires, by Gymnasium's names: -1 the left, which leans the lander to the left, 1 the right.
  public var direction: Double

  /// The thrust with all engines off.
  public static let none = LanderThrust(main: 0, side: 0, direction: 0)

  /// True if no engine fires.
  public var isNone: Bool { main == 0 && side == 0 }
}

/// One engine at a time, at full power: 0 none, 1 left, 2 main, 3 right.
public enum SwitchedEngines: LanderControls {
  /// False: actions are categories.
  public static var isContinuous: Bool { false }
  /// The space of choices: nothing, left engine, main engine, right engine.
  public static var actionSpace: Discrete { Discrete(4) }

  /// Fires one engine, or none.
  public static func thrust(for action: Span<Int>) -> LanderThrust {
    assert(actionSpace.contains(action), "\(action[0]) is not 0 (nothing), 1 (left), 2 (main) or 3 (right)")
    return switch action[0] {
    case 1: LanderThrust(main: 0, side: 1, direction: -1)
    case 2: LanderThrust(main: 1, side: 0, direction: 0)
    case 3: LanderThrust(main: 0, side: 1, direction: 1)
    default: .none
    }
  }
}

/// Main and side throttles from -1 to 1.
///
/// The main engine is off up to 0 and goes from half to full power from there to 1. The side engines are off within
/// ±0.5; beyond, the left one fires at negative, the right one at positive throttles, with the throttle as power.
public enum ThrottledEngines: LanderControls {
  /// True: commands are numbers.
  public static var isContinuous: Bool { true }
  /// The space of the main throttle, and that of the side engines.
  public static var actionSpace: Box<Float> { Box(low: -1, high: 1, shape: [2]) }

  /// Takes both throttles, clipped to ±1; NaN leaves an engine off.
  public static func thrust(for action: Span<Float>) -> LanderThrust {
    let main = Double(min(max(action[0].orZeroIfNaN, -1), 1))
    let side = Double(min(max(action[1].orZeroIfNaN, -1), 1))
    return LanderThrust(
      main: main > 0 ? (main + 1) * 0.5 : 0, side: abs(side) > 0.5 ? abs(side) : 0, direction: side < 0 ? -1 : 1)
  }
}
